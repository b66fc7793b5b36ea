package evox.world;

import evox.collective.Communicator;
import evox.collective.LinkCommunicator;
import evox.collective.Liveness;
import evox.transport.ThreadLinks;

/**
 * The running processes and this one's place among them. One process is a world of one. {@link Spmd} opens larger
 * ones; closing a world ends everything that it opened.
 */
public final class World implements AutoCloseable {

  private final Device device;
  private final Communicator communicator;
  private final Runnable release;
  private boolean closed;

  World(Device device, Communicator communicator, Runnable release) {
    this.device = device;
    this.communicator = communicator;
    this.release = release;
  }

  /** This process by itself, on all its cores. */
  public static World alone() {
    return alone(Device.cpu());
  }

  /** This process by itself, on a device. */
  public static World alone(Device device) {
    Communicator self = new LinkCommunicator(ThreadLinks.of(1).get(0), Liveness.TRUSTED);
    return new World(device, self, () -> {});
  }

  /** This process's number, in [0, {@link #size}). */
  public int rank() {
    return communicator.rank();
  }

  /** How many processes there are. */
  public int size() {
    return communicator.size();
  }

  /** What this process computes with. */
  public Device device() {
    return device;
  }

  /** What all processes do together. */
  public Communicator communicator() {
    return communicator;
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

  /** Leaves the world, in order: the others are told. */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    communicator.close();
    release.run();
  }
}
