package evox.problem.program;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A program of others, as it is started: in a new folder of its own, with an environment that holds nothing of this
 * process but where programs and the user's files are. So an mpirun that is started here does not take itself for part of
 * the mpirun that started this process. What the program needs beyond that, {@code env NAME=value} before it gives.
 *
 * @param command with its arguments
 * @param limit seconds for a run, or for an answer of a program that is kept alive
 * @param files to be put into its folder before it starts, by name
 * @param rejection a regular expression: a line in which it is found says that the candidate has no value
 */
public record ExternalProgram(List<String> command, double limit, Map<String, String> files, String rejection) {

  /** Found in no line. */
  private static final String NEVER = "(?!)";

  public ExternalProgram {
    if (command.isEmpty()) throw new IllegalArgumentException("a command must name a program, got none");
    if (!(limit > 0 && limit < 1e9)) {
      throw new IllegalArgumentException("limit must be above 0 and below 10^9 seconds, got limit=" + limit);
    }
    Pattern.compile(rejection);
    command = List.copyOf(command);
    files = Map.copyOf(files);
  }

  /** Without files, and with a value for every candidate. */
  public ExternalProgram(List<String> command, double limit) {
    this(command, limit, Map.of(), NEVER);
  }

  /**
   * Runs it from its beginning to its end.
   *
   * @param input what it reads
   * @return the lines that it writes
   * @throws CandidateFailed if one of them says that there is no value
   * @throws ProgramFailed if it can't start, has another status than 0 or takes too long; its folder is then kept
   */
  public List<String> run(String input) {
    RunningProgram running = RunningProgram.start(this);
    try {
      running.write(input);
      running.endInput();
      return running.linesToTheEnd();
    } finally {
      running.end();
    }
  }
}
