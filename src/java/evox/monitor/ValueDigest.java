package evox.monitor;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.array.Scratch;
import evox.kernel.Doubles;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A running SHA-256 over numbers and what is made of them; {@link HistoryDigest} says which bytes stand for what. */
final class ValueDigest {

  private static final int BLOCK = 4096;

  private final MessageDigest sha256;
  private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final double[] block = new double[BLOCK];

  private ValueDigest(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  ValueDigest() {
    this(sha256());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  ValueDigest copy() {
    try {
      return new ValueDigest((MessageDigest) sha256.clone());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the Java platform's SHA-256 can be cloned", e);
    }
  }

  /** The digest of all so far, as 64 hexadecimal digits; then begins anew. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  void add(Object value) {
    switch (value) {
      case null -> add(-1L);
      case Integer number -> add(number.longValue());
      case Long number -> add(number.longValue());
      case Boolean truth -> add(truth ? 1L : 0L);
      case Double number -> add(Double.doubleToLongBits(number));
      case Enum<?> constant -> add((long) constant.ordinal());
      case double[] array -> {
        add((long) array.length);
        addElements(array, array.length);
      }
      case Doubles vector -> add(vector.toArray());
      case Matrix matrix -> {
        add(matrix.rows());
        add((long) matrix.columns());
        addElements(matrix);
      }
      case List<?> list -> {
        add((long) list.size());
        list.forEach(this::add);
      }
      case Record record -> addComponents(record);
      case Scratch _, FixedPointSum _ -> {}
      case Object array when array.getClass().isArray() -> {
        add((long) Array.getLength(array));
        for (int i = 0; i < Array.getLength(array); i++) add(Array.get(array, i));
      }
      default -> throw new IllegalArgumentException("a state must consist of numbers, arrays, matrices, lists and "
          + "records, got type=" + value.getClass().getName());
    }
  }

  /** Adds the elements of a matrix row by row. */
  void addElements(Matrix matrix) {
    int columns = matrix.columns();
    int rows = Math.max(1, BLOCK / columns);
    double[] values = columns <= BLOCK ? block : new double[columns];
    for (long i = 0; i < matrix.rows(); i += rows) {
      long to = Math.min(matrix.rows(), i + rows);
      matrix.read(i, to, values);
      addElements(values, (int) (to - i) * columns);
    }
  }

  private void addElements(double[] values, int length) {
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      buffer.asDoubleBuffer().put(values, from, count);
      // Instruction sets disagree about the bits of NaN.
      for (int i = 0; i < count; i++) {
        if (Double.isNaN(values[from + i])) buffer.putDouble(i * Double.BYTES, Double.NaN);
      }
      sha256.update(buffer.array(), 0, count * Double.BYTES);
    }
  }

  private void addComponents(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        add(component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a state's components must be readable, got component=" + component, e);
      }
    }
  }

  private void add(long number) {
    buffer.putLong(0, number);
    sha256.update(buffer.array(), 0, Long.BYTES);
  }
}
