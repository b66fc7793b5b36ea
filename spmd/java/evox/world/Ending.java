package evox.world;

import java.time.Duration;
import java.util.Map;

/**
 * Ends this process when its run can't go on: at once, unless it is ending already and its launcher has given it time for
 * that. Then what it still does, such as to write a checkpoint, may take as long.
 *
 * @param grace the time that its launcher gives; none where it does not say
 */
record Ending(Duration grace) implements Runnable {

  /** The environment variable by which a launcher says so, in seconds. */
  static final String VARIABLE = "EVOX_GRACE";

  /**
   * The one that the environment describes.
   *
   * @throws IllegalArgumentException if the variable makes no sense
   */
  static Ending of(Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "0");
    try {
      double seconds = Double.parseDouble(given);
      if (seconds >= 0 && seconds <= Integer.MAX_VALUE) return new Ending(Duration.ofMillis((long) (1000 * seconds)));
    } catch (NumberFormatException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(VARIABLE + " must be a number of seconds, 0 or more, got " + VARIABLE + "=" + given);
  }

  @Override
  public void run() {
    try {
      if (isUnderway()) Thread.sleep(grace);
    } catch (InterruptedException e) {
      // Then at once.
    }
    Runtime.getRuntime().halt(Spmd.EXIT);
  }

  /** Java tells nobody that it ends, but then takes no more of what is to be done at its end. */
  private static boolean isUnderway() {
    Thread nothing = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
