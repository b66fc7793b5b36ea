package evox.foreign;

/** MPI is not there, or a call of it failed; the message says why, in one line. */
public final class MpiFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MpiFailed(String message) {
    super(message);
  }

  MpiFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
