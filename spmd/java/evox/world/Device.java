package evox.world;

import evox.foreign.DenseAlgebra;
import evox.foreign.Gpu;
import evox.foreign.GpuFailed;
import evox.foreign.Gpus;
import evox.foreign.Isa;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The processors that run a process's share of the work: some or all cores of this machine, with one instruction set, and
 * perhaps a GPU for the kernels that are built for one. Its threads end by themselves when idle. No result depends on
 * how many there are, nor on the GPU.
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
  private final boolean chosen;
  private final Isa isa;
  private final GpuUse use;
  private Gpu gpu;
  private GpuFailed refusal;
  private List<Device> parts;
  private DenseAlgebra algebra;
  private boolean opened;
  private ThreadPoolExecutor workers;

  /** @param chosen whether somebody wants this number of threads and no other */
  private Device(int threads, boolean chosen, Isa isa, GpuUse use) {
    if (threads < 1) throw new IllegalArgumentException("number of threads must be 1 or more, got threads=" + threads);
    this.threads = threads;
    this.chosen = chosen;
    this.isa = isa;
    this.use = use;
  }

  /**
   * All cores that this process may use, or its share of them where other processes of its world may use the same, and
   * the instruction set that {@code EVOX_ISA} names or the best.
   */
  public static Device cpu() {
    return cpu(Isa.fromEnvironment());
  }

  /** As {@link #cpu()}, with this instruction set. */
  public static Device cpu(Isa isa) {
    return new Device(Runtime.getRuntime().availableProcessors(), false, isa, GpuUse.NONE);
  }

  /** So many threads, and the instruction set that {@code EVOX_ISA} names or the best. */
  public static Device cpu(int threads) {
    return cpu(threads, Isa.fromEnvironment());
  }

  /** So many threads and this instruction set. */
  public static Device cpu(int threads, Isa isa) {
    return new Device(threads, true, isa, GpuUse.NONE);
  }

  /** The same device with these GPUs, of which a process uses the one that falls to it. */
  public Device withGpus(List<Integer> numbers) {
    return new Device(threads, chosen, isa, use.of(numbers, null));
  }

  /** As {@link #withGpus}, but without a GPU if that can't be used, or isn't to be. */
  public Device preferringGpus(List<Integer> numbers, GpuPreference preference) {
    return new Device(threads, chosen, isa, use.of(numbers, preference));
  }

  /** As {@link #preferringGpus}, where it is known already that there is none, and why. */
  public Device withoutGpu(GpuFailed why, GpuPreference preference) {
    return new Device(threads, chosen, isa, use.without(why, preference));
  }

  /**
   * The same device, whose GPU multiplies matrices by the library of its maker: the bits of what depends on products are
   * then those of that library's version and that kind of GPU alone.
   */
  public Device withAlgebra() {
    return new Device(threads, chosen, isa, use.byTheMakers());
  }

  /**
   * The part of this device that is left to one of several processes: a thread at least, and one of the GPUs.
   *
   * @param number which it is of the processes on the same cores
   * @param processes how many these are
   * @param place which it is of the processes of the machine, all of which see the same GPUs
   * @param owner whose process it is, for messages
   */
  Device part(int number, int processes, int place, String owner) {
    int share = chosen ? threads : Math.max(1, (threads + processes - 1 - number) / processes);
    return new Device(share, true, isa, use.part(place, owner));
  }

  /** The same for a process that is one of so many ranks. */
  Device among(int ranks) {
    return new Device(threads, chosen, isa, use.among(ranks));
  }

  /**
   * Its parts for ranks that are threads, a GPU each. They are made once: a GPU keeps what has been loaded onto it for as
   * long as its device is there, and a program may run many times.
   *
   * @param owner a rank's name, for messages
   */
  synchronized List<Device> parts(IntFunction<String> owner) {
    int ranks = gpus().size();
    if (parts == null) parts = IntStream.range(0, ranks).mapToObj(r -> part(r, ranks, r, owner.apply(r)).among(ranks))
        .toList();
    return parts;
  }

  /** The same device with the first of its GPUs alone, which is opened once for both. */
  public synchronized Device withOneGpu() {
    if (gpus().size() < 2) return this;
    Device one = new Device(threads, chosen, isa, use.part(0, use.owner()));
    one.gpu = gpu();
    one.opened = true;
    return one;
  }

  /** Numbers of the GPUs of which this process uses the first. */
  List<Integer> gpus() {
    return use.numbers();
  }

  public int threads() {
    return threads;
  }

  public Isa isa() {
    return isa;
  }

  /**
   * The GPU, opened when it is first asked for; null where none is used.
   *
   * @throws GpuFailed if it can't be used, and why
   */
  public synchronized Gpu gpu() {
    if (opened) return gpu;
    try {
      if (use.absence() != null) throw use.absence();
      if (use.numbers().isEmpty()) return null;
      gpu = Gpus.open(use.numbers().getFirst(), use.owner());
      opened = true;
      if (use.preference() != null) use.preference().prove(this, use.ranks() * use.numbers().size());
    } catch (GpuFailed e) {
      gpu = null;
      if (use.preference() == null) throw e;
      refusal = e;
      if (use.owner().isEmpty()) use.preference().refused(e);
    }
    opened = true;
    return gpu;
  }

  /** Why no GPU is used where one is preferred, once it has been asked for; null for another device. */
  synchronized GpuFailed refusal() {
    return refusal;
  }

  /**
   * The library that multiplies matrices on the GPU, started when it is first asked for; null where our own kernels do.
   *
   * @throws GpuFailed if it can't be used, and why
   */
  public synchronized DenseAlgebra algebra() {
    if (algebra == null && use.products() == GpuUse.Products.THE_MAKERS && gpu() != null) algebra = gpu.algebra();
    return algebra;
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
    ThreadPoolExecutor workers = workers();
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

  /** Made when they are first needed: a small run is over before that would be. */
  private synchronized ThreadPoolExecutor workers() {
    if (workers == null) {
      workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), body -> {
        Thread thread = new Thread(body, "evox-worker");
        thread.setDaemon(true);
        return thread;
      });
    }
    return workers;
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
