package evox.world;

import evox.collective.Liveness;
import evox.collective.PeerLost;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Of ranks that are threads of one process: none is lost without a word, and when one fails the others hear why. */
final class SharedFate implements Liveness {

  /** How long all may wait for one another, which they do only where they don't call the same operations. */
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int size;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<PeerLost> loss = new AtomicReference<>();

  SharedFate(int size) {
    this.size = size;
  }

  void fail(int rank, Throwable thrown) {
    loss.compareAndSet(null, new PeerLost(rank, "every rank must go on, got " + thrown + " from " + name(rank)));
  }

  @Override
  public PeerLost loss() {
    return loss.get();
  }

  @Override
  public String name(int rank) {
    return "rank=" + rank + " of this process";
  }

  @Override
  public long deadlineNanos() {
    return DEADLINE_NANOS;
  }

  @Override
  public boolean someoneWorks() {
    return waiting.get() < size;
  }

  @Override
  public void waits(boolean begins) {
    waiting.addAndGet(begins ? 1 : -1);
  }
}
