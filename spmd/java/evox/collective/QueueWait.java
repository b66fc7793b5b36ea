package evox.collective;

import evox.foreign.NcclCommunicator;
import evox.foreign.NcclFailed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

  /** Of a rank that leaves, what it had begun is done by then. */
  private static final long DONE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Liveness liveness;
  private final int rank;
  private final int size;

  /** @param rank whose wait it is, one of so many */
  QueueWait(Liveness liveness, int rank, int size) {
    this.liveness = liveness;
    this.rank = rank;
    this.size = size;
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
    await(begun, deadline, liveness::someoneWorks);
  }

  /** As {@link #await(NcclCommunicator, Duration)}, for no longer than this, whoever works. */
  void awaitAtMost(NcclCommunicator begun, Duration longest) {
    await(begun, longest, () -> false);
  }

  private void await(NcclCommunicator begun, Duration deadline, BooleanSupplier someoneWorks) {
    long since = System.nanoTime();
    long quiet = since;
    while (!begun.isDone()) {
      PeerLost loss = liveness.loss();
      if (loss != null) throw loss;
      long now = System.nanoTime();
      if (someoneWorks.getAsBoolean()) quiet = now;
      if (now - quiet > deadline.toNanos()) {
        throw new NcclFailed("NCCL must be done within " + deadline.toMillis() / 1000.0 + " s, got no end of rank=" + rank
            + " of " + size + " GPUs");
      }
      if (now - since > DONE_NANOS) requireAll();
      if (now - since < YIELD_NANOS) Thread.yield();
      else LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** One that an exception has driven out of its world says why in the next moment. */
  private void requireAll() {
    for (int other = 0; other < size; other++) {
      if (other == rank || !liveness.hasLeft(other)) continue;
      PeerLost loss = loss();
      throw loss != null ? loss : new PeerLost(liveness.inWorld(other), "a rank must stay until the end, got no more of "
          + liveness.name(other) + ", which has left");
    }
  }

  /** The rank that the world has lost, or loses within a moment; null where it loses none. */
  PeerLost loss() {
    long since = System.nanoTime();
    while (liveness.loss() == null && System.nanoTime() - since < NAMED_NANOS) LockSupport.parkNanos(NAP_NANOS);
    return liveness.loss();
  }
}
