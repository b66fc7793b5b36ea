package evox.launch;

import evox.algorithm.Algorithms;
import evox.workflow.Result;

/** A solution for a reader, a line for each of its parts; the best fitness has all its digits. */
final class SolutionText {

  private SolutionText() {}

  static String of(Solution solution) {
    Result<?> result = solution.result();
    StringBuilder text = new StringBuilder();
    line(text, "algorithm", settings(solution));
    line(text, "problem", solution.problem().name() + ", dimension " + solution.problem().dimension());
    if (solution.world().size() > 1) {
      line(text, "world", solution.world().size() + " processes, transport "
          + solution.world().communicator().transport());
    }
    line(text, "seed", String.valueOf(solution.seed()));
    if (solution.hasBest()) line(text, "best", String.valueOf(result.best().fitness()));
    line(text, "generations", String.valueOf(result.generations()));
    line(text, "evaluations", String.valueOf(result.evaluations()));
    line(text, "seconds", String.valueOf(Math.round(result.seconds() * 1e6) / 1e6));
    line(text, "digest", solution.digest());
    return text.toString();
  }

  /** The population is that of this run; a setting without a value is left out. */
  private static String settings(Solution solution) {
    StringBuilder text = new StringBuilder(solution.algorithmName());
    text.append(", population=").append(solution.algorithm().population(solution.problem().dimension()));
    for (String setting : Algorithms.settings(solution.algorithm())) {
      if (!setting.startsWith("population=") && !setting.endsWith("=")) text.append(", ").append(setting);
    }
    return text.toString();
  }

  static void line(StringBuilder text, String name, String value) {
    text.append(name).repeat(' ', 12 - name.length()).append(value).append('\n');
  }
}
