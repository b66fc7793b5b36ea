package evox.transport;

import evox.collective.Links;
import java.lang.foreign.MemorySegment;

/**
 * Ranks that share memory: a ring from each to each. The memory is a mapped file between the processes of a host, or a
 * block outside the heap between threads of one.
 */
final class SharedLinks implements Links {

  /** Of all rings together, unless there are so many ranks that each would be too small. */
  private static final long WANTED = 32L << 20;
  private static final long LEAST_CAPACITY = 16L << 10;
  private static final long MOST_CAPACITY = 1L << 20;

  private final String transport;
  private final int rank;
  private final Ring[] to;
  private final Ring[] from;
  private final Runnable release;

  /**
   * One rank's links.
   *
   * @param transport its name
   * @param memory the same zeroed memory for each rank, {@link #bytes} long
   * @param release gives this rank's hold on the memory back
   */
  SharedLinks(String transport, MemorySegment memory, int rank, int size, Runnable release) {
    this.transport = transport;
    this.rank = rank;
    this.release = release;
    this.to = new Ring[size];
    this.from = new Ring[size];
    long length = Ring.bytes(capacity(size));
    for (int peer = 0; peer < size; peer++) {
      to[peer] = new Ring(memory.asSlice(((long) rank * size + peer) * length, length));
      from[peer] = new Ring(memory.asSlice(((long) peer * size + rank) * length, length));
    }
  }

  /** How much memory so many ranks share. */
  static long bytes(int size) {
    return (long) size * size * Ring.bytes(capacity(size));
  }

  private static long capacity(int size) {
    long even = WANTED / ((long) size * size);
    return Math.clamp(Long.highestOneBit(Math.max(1, even)), LEAST_CAPACITY, MOST_CAPACITY);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return to.length;
  }

  @Override
  public String transport() {
    return transport;
  }

  @Override
  public long put(int peer, MemorySegment bytes, long offset) {
    return to[peer].put(bytes, offset);
  }

  @Override
  public long take(int peer, MemorySegment bytes, long offset) {
    return from[peer].take(bytes, offset);
  }

  @Override
  public void close() {
    release.run();
  }
}
