package evox.codec;

/** Bytes that no process of the same program wrote. */
public final class Malformed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    super(message);
  }

  Malformed(String message, Throwable cause) {
    super(message, cause);
  }
}
