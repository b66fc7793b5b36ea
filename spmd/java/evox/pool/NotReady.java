package evox.pool;

/** A result was not there within the time that somebody gave it; it may still come. */
public final class NotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReady(String message) {
    super(message);
  }
}
