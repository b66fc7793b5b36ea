package evox.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.foreign.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Copies by the C library where they are long. It has instructions that overwrite whole lines of cache without reading them
 * first, which Java does not use: where another core has those lines, as in memory that processes share, that takes half
 * the time.
 */
public final class LongCopy {

  /** Below, the C library copies as Java does. */
  private static final long LEAST = 1 << 13;

  private LongCopy() {}

  /** As {@link MemorySegment#copy(MemorySegment, long, MemorySegment, long, long)}. */
  public static void copy(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes) {
    if (bytes < LEAST || !from.isNative() || !to.isNative() || to.isReadOnly() || !NativeLibrary.isPresent()) {
      MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
      return;
    }
    requireAccess(from, fromOffset, bytes);
    requireAccess(to, toOffset, bytes);
    NativeLibrary.copy(from.address() + fromOffset, to.address() + toOffset, bytes);
    Reference.reachabilityFence(from);
    Reference.reachabilityFence(to);
  }

  /** Java reads a byte at either end: it sees to bounds, lifetime and thread. */
  private static void requireAccess(MemorySegment segment, long offset, long bytes) {
    segment.get(JAVA_BYTE, offset);
    segment.get(JAVA_BYTE, offset + bytes - 1);
  }
}
