package evox.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.memory.ArrayCopy;
import evox.memory.Memory;
import java.lang.foreign.MemorySegment;

/** A vector of doubles outside the heap, where native kernels can read and write it. */
public final class Doubles {

  /** No doubles at all: most problems' constants, for which the platform need not have memory ready. */
  public static final Doubles NONE = zeros(0);

  private final int length;

  /** Or null, for no doubles. */
  private final Memory memory;

  private Doubles(int length) {
    this.length = length;
    this.memory = length == 0 ? null : Memory.allocate((long) length * Double.BYTES);
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
    if (values.length > 0) ArrayCopy.write(values, segment(), 0, values.length);
  }

  /** All elements as a new array. */
  public double[] toArray() {
    double[] values = new double[length];
    if (length > 0) ArrayCopy.read(memory.forReading(), 0, values, length);
    return values;
  }

  public MemorySegment segment() {
    return length == 0 ? MemorySegment.NULL : memory.segment();
  }

  /** Where they lie; null where there are none. */
  Memory memory() {
    return memory;
  }
}
