package evox.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.memory.Memory;
import java.lang.foreign.MemorySegment;

/** A vector of doubles outside the heap, where native kernels can read and write it. */
public final class Doubles {

  /** No doubles at all. */
  public static final Doubles NONE = of();

  private final int length;
  private final Memory memory;

  private Doubles(int length) {
    this.length = length;
    this.memory = Memory.allocate((long) length * Double.BYTES);
  }

  /** A vector of zeros. */
  public static Doubles zeros(int length) {
    return new Doubles(length);
  }

  /** A copy of these values. */
  public static Doubles of(double... values) {
    Doubles vector = new Doubles(values.length);
    vector.set(values);
    return vector;
  }

  public int length() {
    return length;
  }

  public double get(int j) {
    return memory.forReading().getAtIndex(JAVA_DOUBLE, j);
  }

  public void set(int j, double value) {
    segment().setAtIndex(JAVA_DOUBLE, j, value);
  }

  /** Sets the first elements. */
  public void set(double[] values) {
    MemorySegment.copy(values, 0, segment(), JAVA_DOUBLE, 0, values.length);
  }

  /** All elements as a new array. */
  public double[] toArray() {
    double[] values = new double[length];
    MemorySegment.copy(memory.forReading(), JAVA_DOUBLE, 0, values, 0, length);
    return values;
  }

  public MemorySegment segment() {
    return memory.segment();
  }

  /** Where they lie. */
  Memory memory() {
    return memory;
  }
}
