package evox.collective;

import java.util.concurrent.locks.LockSupport;

/**
 * One wait for another rank. It begins by watching closely, since most answers come within microseconds, then lets
 * others have the core, and ends when the rank is lost or the deadline has passed while nobody worked.
 */
final class Patience {

  /**
   * Longer than a small message through memory takes (0.1 to 0.5 microseconds), and no longer: two ranks that share a
   * core get nowhere while one of them watches.
   */
  private static final long CLOSE_NANOS = 3_000;
  private static final long YIELD_NANOS = 1_000_000;
  private static final long NAP_NANOS = 50_000;

  /** What a rank sent before it left has arrived by then. */
  private static final long ARRIVAL_NANOS = 1_000_000_000;

  /** Looking at the clock costs as much as a short wait, so it is looked at once in so many turns. */
  private static final int TURNS = 32;

  private final Liveness liveness;
  private int turn;
  private long begun;
  private long quiet;

  Patience(Liveness liveness) {
    this.liveness = liveness;
  }

  /** Something has come: the next wait is a new one. */
  void reset() {
    turn = 0;
    begun = 0;
  }

  /** Lets a moment pass. */
  void pause(int peer) {
    if (++turn % TURNS != 0) {
      Thread.onSpinWait();
      return;
    }
    PeerLost loss = liveness.loss();
    if (loss != null) throw loss;
    long now = System.nanoTime();
    if (begun == 0) begun = now;
    if (begun == now || liveness.someoneWorks()) quiet = now;
    long waited = now - begun;
    if (now - quiet > liveness.deadlineNanos()) {
      throw new PeerLost(liveness.inWorld(peer), "a rank must answer within " + liveness.deadlineNanos() / 1_000_000_000.0
          + " s, got nothing from " + liveness.name(peer));
    }
    if (waited > ARRIVAL_NANOS && liveness.hasLeft(peer)) {
      throw new PeerLost(liveness.inWorld(peer), "a rank must stay until the end, got no more of " + liveness.name(peer)
          + ", which has left");
    }
    if (waited < CLOSE_NANOS) return;
    turn--;
    if (waited < YIELD_NANOS) Thread.yield();
    else LockSupport.parkNanos(NAP_NANOS);
  }
}
