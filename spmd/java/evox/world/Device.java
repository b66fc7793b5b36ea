package evox.world;

import evox.foreign.Isa;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The processor that runs a process's share of the work: some or all cores of this machine, with one instruction set.
 * Its threads end by themselves when idle. No result depends on how many there are.
 */
public final class Device {

  /** Work on a range of units, called from several threads at once with ranges that do not overlap. */
  @FunctionalInterface
  public interface Range {
    void run(long from, long to);
  }

  /** Pieces a thread: more than one, so that a core slowed by other work takes fewer of them. */
  private static final int PIECES = 4;

  private final int threads;
  private final Isa isa;
  private final ThreadPoolExecutor workers;

  private Device(int threads, Isa isa) {
    if (threads < 1) throw new IllegalArgumentException("number of threads must be 1 or more, got threads=" + threads);
    this.threads = threads;
    this.isa = isa;
    this.workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), body -> {
      Thread thread = new Thread(body, "evox-worker");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** All cores that this process may use, and the instruction set that {@code EVOX_ISA} names or the best. */
  public static Device cpu() {
    return cpu(Runtime.getRuntime().availableProcessors());
  }

  /** So many threads, and the instruction set that {@code EVOX_ISA} names or the best. */
  public static Device cpu(int threads) {
    return cpu(threads, Isa.fromEnvironment());
  }

  /** So many threads and this instruction set. */
  public static Device cpu(int threads, Isa isa) {
    return new Device(threads, isa);
  }

  public int threads() {
    return threads;
  }

  public Isa isa() {
    return isa;
  }

  /**
   * Runs the work on the units [0, count), split into ranges of at least {@code least} units, and returns when all is
   * done. The caller's thread takes part.
   *
   * @throws RuntimeException or Error: the first that the work threw, after all threads have stopped
   */
  public void forEach(long count, long least, Range work) {
    long pieces = Math.min(threads == 1 ? 1 : (long) threads * PIECES, count / Math.max(1, least));
    if (pieces <= 1) {
      if (count > 0) work.run(0, count);
      return;
    }
    AtomicLong next = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable share = () -> {
      try {
        for (long p = next.getAndIncrement(); p < pieces && failure.get() == null; p = next.getAndIncrement()) {
          work.run(boundary(count, pieces, p), boundary(count, pieces, p + 1));
        }
      } catch (Throwable t) {
        failure.compareAndSet(null, t);
      }
    };
    int others = (int) Math.min(threads, pieces) - 1;
    CountDownLatch done = new CountDownLatch(others);
    for (int t = 0; t < others; t++) {
      workers.execute(() -> {
        share.run();
        done.countDown();
      });
    }
    share.run();
    await(done);
    if (failure.get() instanceof RuntimeException e) throw e;
    if (failure.get() instanceof Error e) throw e;
  }

  /** Where piece p begins, without overflow for counts up to 2^63. */
  private static long boundary(long count, long pieces, long p) {
    return count / pieces * p + Math.min(p, count % pieces);
  }

  /** An interrupt is kept for the caller: returning early would leave threads writing into its memory. */
  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
