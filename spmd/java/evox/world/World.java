package evox.world;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.collective.BlockCommunicator;
import evox.collective.Communicator;
import evox.collective.LinkCommunicator;
import evox.collective.Liveness;
import evox.transport.ThreadLinks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The running processes and this one's place among them. One process is a world of one. {@link Spmd} opens larger
 * ones; closing a world ends everything that it opened.
 */
public final class World implements AutoCloseable {

  private final long epoch;
  private final Device device;
  private final Communicator communicator;
  private final List<String> hosts;
  private final Consumer<Throwable> fail;
  private final Runnable release;
  private final boolean hides;
  private final GpuMeeting meeting;
  private BlockCommunicator blocks;
  private boolean closed;

  /**
   * A world of these.
   *
   * @param hosts where this process reaches each rank's machine
   * @param fail tells the others of an exception
   * @param release gives back what is not the communicator's
   * @param hides whether {@code --tls} hides what its processes say
   * @param meeting brings the GPUs of its processes together
   */
  World(long epoch, Device device, Communicator communicator, List<String> hosts, Consumer<Throwable> fail,
      Runnable release, boolean hides, GpuMeeting meeting) {
    this.epoch = epoch;
    this.device = device;
    this.communicator = communicator;
    this.hosts = hosts;
    this.fail = fail;
    this.release = release;
    this.hides = hides;
    this.meeting = meeting;
  }

  /** This process by itself, on all its cores. */
  public static World alone() {
    return alone(Device.cpu());
  }

  /** This process by itself, on a device. */
  public static World alone(Device device) {
    Communicator self = new LinkCommunicator(ThreadLinks.of(1).get(0), Liveness.TRUSTED);
    return new World(View.FIRST, device, self, List.of(""), new Nothing<>(), new Nothing<>(), false, GpuMeeting.NONE);
  }

  /** This process's number, in [0, {@link #size}). */
  public int rank() {
    return communicator.rank();
  }

  /** How many processes there are. */
  public int size() {
    return communicator.size();
  }

  /**
   * The number of the view of who takes part, to which all that is done together belongs: 0, for a world that has lost
   * one of its processes ends.
   */
  public long epoch() {
    return epoch;
  }

  /**
   * Where this process reaches a rank's machine, as a name or number. For its own rank, the address that it was told to
   * listen at; empty for any.
   */
  public String host(int rank) {
    return hosts.get(rank);
  }

  /** Whether {@code --tls} hides what its processes say to one another from all others. */
  public boolean hides() {
    return hides;
  }

  /** What this process computes with. */
  public Device device() {
    return device;
  }

  /**
   * Runs a program with every GPU of this process: where it has several and is a world of one, as ranks of a larger world
   * that are threads of it, the first in the calling thread; otherwise in this world.
   *
   * @return what came of the first rank
   */
  public <T> T onEachGpu(Function<World, T> program) {
    return hasSeveralGpus() ? GpuThreads.run(device, program) : program.apply(this);
  }

  /** Whether {@link #onEachGpu} makes a larger world. */
  public boolean hasSeveralGpus() {
    return size() == 1 && device.gpus().size() > 1 && device.gpu() != null;
  }

  /** Says that a program which goes on step by step by itself uses one GPU, where there are more that stay idle. */
  public void sayIfGpusStayIdle() {
    if (!hasSeveralGpus()) return;
    System.err.println("a run step by step uses one GPU, got gpus=" + device.gpus().size()
        + "; run(key, stops) uses all, and several processes one each");
  }

  /** What all processes do together. */
  public Communicator communicator() {
    return communicator;
  }

  /**
   * Checks that all ranks multiply matrices alike: with kernels of ours, or by one version of a library on GPUs of one kind,
   * since a state that each rank computes for itself would else not stay the same. All of them call this together.
   *
   * @throws IllegalStateException if they don't
   */
  public void requireSameProducts() {
    if (size() == 1 || device.algebra() == null) return;
    String mine = device.algebra().name() + " on " + device.gpu().name();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment all = arena.allocate(JAVA_LONG, size());
      long[] lengths = new long[size()];
      Arrays.fill(lengths, Long.BYTES);
      communicator.allGather(arena.allocateFrom(JAVA_LONG, mine.hashCode()), all, lengths);
      if (Arrays.stream(all.toArray(JAVA_LONG)).allMatch(hash -> hash == mine.hashCode())) return;
    }
    throw new IllegalStateException("all ranks must multiply matrices by one version of a library on one kind of GPU, got "
        + mine + " on rank=" + rank() + " and others elsewhere");
  }

  /**
   * What all processes do together with blocks of memory, which go from GPU to GPU where these can work together. All of
   * them come here for the first time together.
   *
   * @throws evox.foreign.NcclFailed if the GPUs should work together and can't
   */
  public BlockCommunicator blocks() {
    if (blocks == null) blocks = meeting.meet(communicator, device);
    return blocks;
  }

  /**
   * The rows of n that this rank owns: whole blocks, the first ranks one more where they do not divide evenly.
   *
   * @param n rows in all
   * @param block rows that must stay together, such as the 32 of a tile
   */
  public Shard shard(long n, long block) {
    return shard(n, block, rank());
  }

  /** The rows of n that another rank owns. */
  public Shard shard(long n, long block, int rank) {
    long blocks = (n + block - 1) / block;
    return new Shard(Math.min(n, start(blocks, rank) * block), Math.min(n, start(blocks, rank + 1) * block), n);
  }

  private long start(long blocks, int rank) {
    return blocks / size() * rank + Math.min(rank, blocks % size());
  }

  /**
   * Tells the others that this process can't go on, and why; they end within the deadline. What leaves
   * {@code try (World …)} and is caught nowhere is told without this.
   */
  public void fail(Throwable thrown) {
    fail.accept(thrown);
  }

  /** Leaves the world, in order: the others are told. */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    if (blocks != null) blocks.close();
    communicator.close();
    release.run();
  }
}
