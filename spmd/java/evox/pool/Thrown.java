package evox.pool;

import java.util.Arrays;

/**
 * An exception of another process: its class and message as text, where it was thrown, and its cause.
 *
 * @param text what its {@code toString} gave
 */
record Thrown(String text, Frame[] frames, Thrown cause) {

  /** Causes of causes that travel. */
  private static final int DEEPEST = 10;

  record Frame(String type, String method, String file, int line) {}

  /** Its text and place, in this process. */
  static final class Elsewhere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Elsewhere(Thrown thrown) {
      super(thrown.text, thrown.cause == null ? null : new Elsewhere(thrown.cause));
      setStackTrace(Arrays.stream(thrown.frames).map(f -> new StackTraceElement(f.type, f.method, f.file, f.line))
          .toArray(StackTraceElement[]::new));
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  static Thrown of(Throwable thrown) {
    return of(thrown, DEEPEST);
  }

  private static Thrown of(Throwable thrown, int deepest) {
    Frame[] frames = Arrays.stream(thrown.getStackTrace())
        .map(f -> new Frame(f.getClassName(), f.getMethodName(), f.getFileName(), f.getLineNumber()))
        .toArray(Frame[]::new);
    Throwable cause = thrown.getCause();
    return new Thrown(thrown.toString(), frames, cause == null || deepest == 0 ? null : of(cause, deepest - 1));
  }

  Throwable here() {
    return new Elsewhere(this);
  }
}
