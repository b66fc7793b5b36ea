package evox.foreign;

/** A GPU is not there, cannot be used, or failed; the message says why, in one line. */
public final class GpuFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public GpuFailed(String message) {
    super(message);
  }

  public GpuFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
