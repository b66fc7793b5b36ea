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
    if (bytes < LEAST) MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
    else copy(from, fromOffset, to, toOffset, bytes, false);
  }

  /**
   * As {@link #copy}, of bytes that do not overlap, by stores that go past the caches to memory: where a core far away has
   * the lines, they need not come from it first.
   */
  public static void copyPastCaches(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes) {
    copy(from, fromOffset, to, toOffset, bytes, true);
  }

  private static void copy(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes, boolean pastCaches) {
    if (bytes <= 0 || !from.isNative() || !to.isNative() || to.isReadOnly() || !NativeLibrary.isPresent()) {
      MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
      return;
    }
    requireAccess(from, fromOffset, bytes);
    requireAccess(to, toOffset, bytes);
    long source = from.address() + fromOffset;
    long target = to.address() + toOffset;
    if (pastCaches) NativeLibrary.copyPastCaches(source, target, bytes);
    else NativeLibrary.copy(source, target, bytes);
    Reference.reachabilityFence(from);
    Reference.reachabilityFence(to);
  }

  /** Java reads a byte at either end: it sees to bounds, lifetime and thread. */
  private static void requireAccess(MemorySegment segment, long offset, long bytes) {
    segment.get(JAVA_BYTE, offset);
    segment.get(JAVA_BYTE, offset + bytes - 1);
  }
}
