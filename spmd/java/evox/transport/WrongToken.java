package evox.transport;

import java.io.IOException;

/** The other side has not got this world's token. Trying again will not help. */
public final class WrongToken extends IOException {

  private static final long serialVersionUID = 1L;

  WrongToken(String message) {
    super(message);
  }
}
