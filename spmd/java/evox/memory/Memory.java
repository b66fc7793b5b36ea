package evox.memory;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.foreign.Gpu;
import evox.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;

/**
 * A block of zeroed memory outside the Java heap, aligned to 64 bytes at least. Whoever allocates it closes it; a block
 * that nobody can reach any more is given back in the end all the same.
 */
public final class Memory implements AutoCloseable {

  /** From here on a block has pages of its own: first touch is then 8 times cheaper (2 MiB pages). */
  private static final long LARGE = 1L << 20;

  private static final Cleaner CLEANER = Cleaner.create();

  private final MemorySegment segment;
  private final Parts parts;
  private final Cleaner.Cleanable release;
  private GpuCopies copies;

  /** @param release gives the segment back; null where the collector does */
  private Memory(MemorySegment segment, Runnable release) {
    this.segment = segment;
    this.parts = new Parts(release);
    this.release = CLEANER.register(this, parts);
  }

  /** What is to be given back. */
  private static final class Parts implements Runnable {

    private final Runnable host;
    private volatile GpuCopies copies;

    Parts(Runnable host) {
      this.host = host;
    }

    @Override
    public void run() {
      if (copies != null) copies.close();
      if (host != null) host.run();
    }
  }

  /**
   * Allocates a block.
   *
   * @param bytes its size, 0 or more
   * @throws OutOfMemoryError naming the size, if the system has not got it
   */
  public static Memory allocate(long bytes) {
    if (bytes < 0) throw new IllegalArgumentException("size must be 0 bytes or more, got bytes=" + bytes);
    if (bytes < LARGE) {
      // Left to the garbage collector: closing a shared arena stops every thread for a moment.
      return new Memory(Arena.ofAuto().allocate(Math.max(bytes, 64), 64), null);
    }
    if (!NativeLibrary.isPresent()) {
      Arena arena = Arena.ofShared();
      return new Memory(arena.allocate(bytes, 64), arena::close);
    }
    long address = NativeLibrary.allocate(bytes);
    if (address == 0) throw new OutOfMemoryError("the system must have room for a block, got bytes=" + bytes);
    return new Memory(MemorySegment.ofAddress(address).reinterpret(bytes),
        () -> NativeLibrary.free(address, bytes));
  }

  /** The block, for reading and writing; not to be used after {@link #close}, nor across the launch of a GPU's kernel. */
  public MemorySegment segment() {
    if (copies != null) copies.forWriting();
    return segment;
  }

  /** As {@link #segment}, to write all of it: what it was before does not come back from a GPU. */
  public MemorySegment forOverwriting() {
    if (copies != null) copies.forOverwriting();
    return segment;
  }

  /** As {@link #segment}, for reading alone. */
  public MemorySegment forReading() {
    if (copies != null) copies.forReading();
    return segment;
  }

  /** As {@link #forReading()}, of a part of the block: of one that a GPU has written, no more than that comes back. */
  public MemorySegment forReading(long offset, long bytes) {
    if (copies != null) copies.forReading(offset, bytes);
    return segment.asSlice(offset, bytes);
  }

  /**
   * Reads doubles that lie a stride of bytes apart. Of a block that a GPU has written, they alone are copied, as long as
   * few are asked for.
   */
  public void gather(long offset, long stride, double[] values, int count) {
    if (copies != null && copies.gather(offset, stride, values, count)) return;
    for (int j = 0; j < count; j++) values[j] = segment.get(JAVA_DOUBLE, offset + j * stride);
  }

  /**
   * The address of the block's copy on a GPU, for a kernel that is about to be launched. A block stays where it was
   * written last, until it is needed elsewhere. Called by none while others use the block, but for several threads that
   * have it read by kernels, each on a GPU of its own.
   *
   * @param written whether the kernel may write to it
   */
  public long on(Gpu gpu, boolean written) {
    return copies().on(gpu, written);
  }

  private synchronized GpuCopies copies() {
    if (copies == null) {
      copies = new GpuCopies(segment);
      parts.copies = copies;
    }
    return copies;
  }

  /** Gives the block back; again has no effect. */
  @Override
  public void close() {
    release.clean();
  }
}
