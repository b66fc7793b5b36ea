package evox.world;

/**
 * The running processes and this one's place among them. One process is a world of one.
 *
 * <p>The only world so far is {@link #alone}; joining several processes to one is the next thing to be built here.
 */
public final class World implements AutoCloseable {

  private final int rank;
  private final int size;
  private final Device device;

  private World(int rank, int size, Device device) {
    this.rank = rank;
    this.size = size;
    this.device = device;
  }

  /** This process by itself, on all its cores. */
  public static World alone() {
    return alone(Device.cpu());
  }

  /** This process by itself, on a device. */
  public static World alone(Device device) {
    return new World(0, 1, device);
  }

  /** This process's number, in [0, {@link #size}). */
  public int rank() {
    return rank;
  }

  /** How many processes there are. */
  public int size() {
    return size;
  }

  /** What this process computes with. */
  public Device device() {
    return device;
  }

  /**
   * The rows of n that this rank owns: whole blocks, the first ranks one more where they do not divide evenly.
   *
   * @param n rows in all
   * @param block rows that must stay together, such as the 32 of a tile
   */
  public Shard shard(long n, long block) {
    long blocks = (n + block - 1) / block;
    return new Shard(Math.min(n, start(blocks, rank) * block), Math.min(n, start(blocks, rank + 1) * block), n);
  }

  private long start(long blocks, int r) {
    return blocks / size * r + Math.min(r, blocks % size);
  }

  @Override
  public void close() {}
}
