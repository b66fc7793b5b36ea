package evox.problem.program;

/** The program did not do its work, whatever the candidate: it could not start, ended, or took too long. */
public final class ProgramFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProgramFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
