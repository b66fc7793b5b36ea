package evox.problem.program;

/**
 * A program that is kept alive and asked again and again over its standard input: the state of an actor. It is started
 * with the first question, and after a failure with the next one. When this process dies, the program's input ends. One
 * thread at a time.
 */
public final class KeptProgram implements AutoCloseable {

  private final ExternalProgram program;
  private final String greeting;
  private RunningProgram running;

  /**
   * A program that is to be kept alive.
   *
   * @param greeting what it reads whenever it was started
   */
  public KeptProgram(ExternalProgram program, String greeting) {
    this.program = program;
    this.greeting = greeting;
  }

  /**
   * Asks it.
   *
   * @param question what it reads
   * @param word that the line with the answer begins with
   * @return the rest of that line
   * @throws CandidateFailed if a line says that there is no value
   * @throws ProgramFailed if it can't start, ends or takes too long; its folder is then kept
   */
  public String ask(String question, String word) {
    boolean answered = false;
    try {
      if (running == null) {
        running = RunningProgram.start(program);
        running.write(greeting);
      }
      running.write(question);
      String answer = running.lineAfter(word);
      answered = true;
      return answer;
    } finally {
      if (!answered) close();
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    if (running != null) running.end();
    running = null;
  }
}
