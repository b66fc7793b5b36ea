package evox.problem.program;

/** The program works, but has no value for this candidate: NaN is its fitness, and the next one may be asked for. */
public final class CandidateFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CandidateFailed(String line) {
    super("the candidate must have a value, got the program's word: " + line);
  }
}
