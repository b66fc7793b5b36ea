package evox.pool;

import java.util.concurrent.TimeUnit;

/** When to say that something waits: after three seconds, then ever more rarely. */
final class Notice {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private long since = System.nanoTime();
  private long pause = FIRST_NANOS;

  /** It waits no more. */
  void reset() {
    since = System.nanoTime();
    pause = FIRST_NANOS;
  }

  /** Whether it is time to say so. */
  boolean isDue() {
    if (System.nanoTime() - since < pause) return false;
    pause *= 2;
    return true;
  }

  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
  }
}
