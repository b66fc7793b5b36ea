package evox.foreign;

/** NCCL is not there, or a call of it failed; the message says why, in one line. */
public final class NcclFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NcclFailed(String message) {
    super(message);
  }

  NcclFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
