package evox.memory;

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
  private final Cleaner.Cleanable release;

  private Memory(MemorySegment segment, Runnable release) {
    this.segment = segment;
    this.release = CLEANER.register(this, release);
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
      return new Memory(Arena.ofAuto().allocate(Math.max(bytes, 64), 64), () -> {});
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

  /** The block; not to be used after {@link #close}. */
  public MemorySegment segment() {
    return segment;
  }

  /** Gives the block back; again has no effect. */
  @Override
  public void close() {
    release.clean();
  }
}
