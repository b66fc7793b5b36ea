package evox.transport;

import java.io.IOException;

/** The other side is not of this world, or hides what it says in another way. Trying again will not help. */
public final class Untrusted extends IOException {

  private static final long serialVersionUID = 1L;

  Untrusted(String message) {
    super(message);
  }
}
