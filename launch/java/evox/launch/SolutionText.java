package evox.launch;

import evox.algorithm.Algorithms;
import evox.workflow.Result;

/** A solution for a reader, a line for each of its parts; the best fitness has all its digits. */
final class SolutionText {

  private SolutionText() {}

  static String of(Solution solution) {
    Result<?> result = solution.result();
    StringBuilder text = new StringBuilder();
    String settings = String.join(", ", Algorithms.settings(solution.algorithm()));
    line(text, "algorithm", solution.algorithmName() + ", " + settings);
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

  static void line(StringBuilder text, String name, String value) {
    text.append(name).repeat(' ', 12 - name.length()).append(value).append('\n');
  }
}
