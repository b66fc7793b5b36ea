package evox.pool;

import java.util.concurrent.TimeUnit;

/** How long to wait before a process takes the place of one that has ended: the longer, the more of them have ended soon. */
final class Backoff {

  /** One that has lived as long as this has not ended soon. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Those that may end soon, one after the other, before there is a wait. */
  private static final int FREE = 3;

  private static final long FIRST_MILLIS = 100;
  private static final long LAST_MILLIS = 5000;

  private int soon;

  /** Milliseconds to wait after one that has lived so long. */
  long after(long livedNanos) {
    soon = livedNanos < SOON_NANOS ? soon + 1 : 0;
    return soon <= FREE ? 0 : Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(soon - FREE - 1, Integer.SIZE));
  }
}
