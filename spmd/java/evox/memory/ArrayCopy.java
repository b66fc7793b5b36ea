package evox.memory;

import java.lang.foreign.MemorySegment;

/**
 * Copies between segments and arrays of doubles. The platform's own copies between the two link a switch over types when
 * they are first called, 15 ms of a small run; those between two segments don't.
 */
public final class ArrayCopy {

  private ArrayCopy() {}

  /** Copies count doubles, from a byte of a segment on, to the first elements of an array. */
  public static void read(MemorySegment from, long offset, double[] to, int count) {
    MemorySegment.copy(from, offset, MemorySegment.ofArray(to), 0, (long) count * Double.BYTES);
  }

  /** Copies the first count elements of an array to a segment, from a byte on. */
  public static void write(double[] from, MemorySegment to, long offset, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), 0, to, offset, (long) count * Double.BYTES);
  }
}
