package evox.launch.job;

import java.time.Duration;

/**
 * What is done when processes of a job are lost. A world ends with any of its processes, and gives the same bits on any
 * number of them: all are started again, on the hosts that are left. Of those that join a pool each is started again by
 * itself.
 *
 * @param restarts how often
 * @param backoff how long to wait before the first; twice as long before each further one
 * @param grace how long a process that is asked to end may take before it is killed
 * @param minimum with how many processes the job may go on; 0 for all
 */
public record Supervision(int restarts, Duration backoff, Duration grace, int minimum) {

  /** Nothing is started again. */
  public static final Supervision NONE = new Supervision(0, Duration.ofSeconds(1), Duration.ofSeconds(10), 0);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  public Supervision {
    if (restarts < 0) throw new IllegalArgumentException("restarts must be 0 or more, got restarts=" + restarts);
    if (minimum < 0) throw new IllegalArgumentException("minimum must be 0 or more, got minimum=" + minimum);
    if (backoff.isNegative() || grace.isNegative()) {
      throw new IllegalArgumentException("backoff and grace must be 0 s or more, got backoff=" + backoff + ", grace=" + grace);
    }
  }

  /** How long to wait before a restart; the first is number 0. */
  public Duration before(int restart) {
    Duration wait = backoff.multipliedBy(1L << Math.min(restart, 20));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
