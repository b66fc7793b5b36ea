package evox.store;

/** There is no room for an object, neither in memory nor on the disk; its message says who holds it. */
public final class StoreFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreFull(String message, Throwable cause) {
    super(message, cause);
  }
}
