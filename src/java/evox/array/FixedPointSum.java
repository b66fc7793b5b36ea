package evox.array;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Sums of doubles whose bits do not depend on the order of the items, nor on how they are split among threads and
 * processes: each item is cut into two whole numbers of 64 bits, which are summed exactly.
 *
 * <p>An item x becomes {@code high = rint(x * 2^k)} and {@code low = rint((x - high * 2^-k) * 2^(k + 32))}. The exponent k
 * is the greatest with {@code largest * 2^k <= 2^51} and {@code items * largest * 2^k <= 2^62}, so neither limb overflows
 * and an item keeps at least 63 bits below the largest. The value is the exact sum of the limbs, rounded once.
 *
 * <p>Adding is safe from any thread.
 */
public final class FixedPointSum {

  /** Bits of the low limb: its unit is 2^32 times finer than the high one's. */
  public static final int LOW_BITS = 32;

  private static final VarHandle LIMB = JAVA_LONG.varHandle();

  private final int length;
  private final int exponent;
  private final Memory memory;

  private FixedPointSum(int length, int exponent, Memory memory) {
    this.length = length;
    this.exponent = exponent;
    this.memory = memory;
  }

  /**
   * Sums of no items yet.
   *
   * @param length how many sums, d
   * @param largest magnitude that an item may have; finite
   * @param items how many items a sum may have, up to 2^31
   */
  public static FixedPointSum zeros(int length, double largest, long items) {
    return new FixedPointSum(length, exponent(largest, items), Memory.allocate(2L * Long.BYTES * length));
  }

  /** Sums of no items yet, of other magnitudes, in this one's memory: this one is spent. */
  public FixedPointSum again(double largest, long items) {
    memory.forOverwriting().fill((byte) 0);
    return new FixedPointSum(length, exponent(largest, items), memory);
  }

  private static int exponent(double largest, long items) {
    if (!(largest >= 0 && largest <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("largest item must be a finite magnitude, got largest=" + largest);
    }
    if (items < 0 || items > 1L << 31) {
      throw new IllegalArgumentException("number of items must be in [0, 2^31], got items=" + items);
    }
    int size = Math.max(Math.getExponent(largest), -935) + 1;
    int count = 64 - Long.numberOfLeadingZeros(items);
    return Math.min(51 - size, 62 - size - count);
  }

  /** How many sums, d. */
  public int length() {
    return length;
  }

  /** What a double is multiplied with to count in units of the high limb, 2^k. */
  public double scale() {
    return Math.scalb(1.0, exponent);
  }

  /** The limbs: high and low of the first sum, then of the next. */
  public MemorySegment segment() {
    return memory.segment();
  }

  /** Where the limbs lie. */
  public Memory memory() {
    return memory;
  }

  /** Adds an item to sum j. */
  public void add(int j, double item) {
    double high = Math.rint(item * scale());
    double low = Math.rint(Math.fma(-high, Math.scalb(1.0, -exponent), item) * Math.scalb(1.0, exponent + LOW_BITS));
    add(j, (long) high, (long) low);
  }

  /** Adds limbs to sum j: those of several items, or of another process. */
  public void add(int j, long high, long low) {
    long at = 2L * Long.BYTES * j;
    LIMB.getAndAdd(segment(), at, high);
    LIMB.getAndAdd(segment(), at + Long.BYTES, low);
  }

  /** Sum j, correctly rounded from the exact sum of its limbs. */
  public double get(int j) {
    long high = segment().getAtIndex(JAVA_LONG, 2L * j);
    long low = segment().getAtIndex(JAVA_LONG, 2L * j + 1);
    high += low >> LOW_BITS;
    low &= 0xFFFFFFFFL;
    // What the high limb loses as a double is small enough to be exact beside the low one: only the last sum rounds.
    double rounded = high;
    double rest = ((high - (long) rounded) << LOW_BITS) + low;
    return Math.scalb(Math.fma(rounded, 0x1p32, rest), -exponent - LOW_BITS);
  }

  /** All sums, as a new array. */
  public double[] toArray() {
    double[] sums = new double[length];
    for (int j = 0; j < length; j++) sums[j] = get(j);
    return sums;
  }
}
