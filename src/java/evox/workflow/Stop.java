package evox.workflow;

import evox.core.Direction;
import evox.core.Generation;
import evox.core.Run;

/** When a run ends; it ends with the first generation after which one of its criteria is met. */
@FunctionalInterface
public interface Stop {

  /** Whether the run ends after this generation. */
  boolean reached(Run run, Generation generation);

  /** How many generations this lets happen at most; for the progress display. */
  default long generations() {
    return Long.MAX_VALUE;
  }

  /** Whether all processes of a world come to the same answer by themselves; else rank 0 tells the others its own. */
  default boolean isSelfEvident() {
    return false;
  }

  /** After so many generations. */
  static Stop generations(long count) {
    requirePositive("number of generations", "generations", count);
    return new AfterGenerations(count);
  }

  /** After so many evaluations, or the first generation's end beyond them. */
  static Stop evaluations(long count) {
    requirePositive("number of evaluations", "evaluations", count);
    return new SelfEvident((run, generation) -> generation.evaluations() >= count);
  }

  /** When the best fitness is as good as this. */
  static Stop target(double fitness) {
    if (Double.isNaN(fitness)) throw new IllegalArgumentException("target must be a number, got target=NaN");
    return new SelfEvident((run, generation) -> run.problem().direction() == Direction.MINIMISE
        ? generation.best().fitness() <= fitness
        : generation.best().fitness() >= fitness);
  }

  /** After so many seconds; the answer then depends on the machine's speed. */
  static Stop seconds(double seconds) {
    if (!(seconds > 0)) throw new IllegalArgumentException("time must be above 0 seconds, got seconds=" + seconds);
    return (run, generation) -> generation.seconds() >= seconds;
  }

  private static void requirePositive(String what, String name, long count) {
    if (count < 1) throw new IllegalArgumentException(what + " must be 1 or more, got " + name + "=" + count);
  }
}
