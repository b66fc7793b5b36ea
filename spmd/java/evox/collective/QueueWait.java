package evox.collective;

import evox.foreign.NcclCommunicator;
import evox.foreign.NcclFailed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting for what GPUs do together. NCCL does not see that a rank is gone whose memory it shares, and would wait for
 * ever; so the wait ends as well when the world has lost a rank, and when the deadline has passed while nobody worked.
 */
final class QueueWait {

  /** Longer than a small collective takes; what takes longer is not held up by a nap. */
  private static final long YIELD_NANOS = 1_000_000;
  private static final long NAP_NANOS = 50_000;

  /** What NCCL has met of the loss of a rank, the world knows by then, and who it was. */
  private static final long NAMED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Liveness liveness;
  private final String ranks;

  /** @param ranks whose wait it is, for messages */
  QueueWait(Liveness liveness, String ranks) {
    this.liveness = liveness;
    this.ranks = ranks;
  }

  /** As {@link #await(NcclCommunicator, Duration)}, for no longer than other collectives wait. */
  void await(NcclCommunicator begun) {
    await(begun, Duration.ofNanos(liveness.deadlineNanos()));
  }

  /**
   * Returns when all is done that was begun.
   *
   * @param deadline how long it may take, not counting the time in which some rank works
   * @throws PeerLost if a rank is lost
   * @throws NcclFailed if NCCL says so, or if the deadline has passed
   */
  void await(NcclCommunicator begun, Duration deadline) {
    long since = System.nanoTime();
    long quiet = since;
    while (!begun.isDone()) {
      PeerLost loss = liveness.loss();
      if (loss != null) throw loss;
      long now = System.nanoTime();
      if (liveness.someoneWorks()) quiet = now;
      if (now - quiet > deadline.toNanos()) {
        throw new NcclFailed("NCCL must be done within " + deadline.toMillis() / 1000.0 + " s, got no end of " + ranks);
      }
      if (now - since < YIELD_NANOS) Thread.yield();
      else LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** The rank that the world has lost, or loses within a moment; null where it loses none. */
  PeerLost loss() {
    long since = System.nanoTime();
    while (liveness.loss() == null && System.nanoTime() - since < NAMED_NANOS) LockSupport.parkNanos(NAP_NANOS);
    return liveness.loss();
  }
}
