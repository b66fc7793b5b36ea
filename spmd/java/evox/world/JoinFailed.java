package evox.world;

/** This process could not become part of a world; the message says why, in one line. */
public final class JoinFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JoinFailed(String message, Throwable cause) {
    super(message, cause);
  }

  public JoinFailed(String message) {
    super(message);
  }
}
