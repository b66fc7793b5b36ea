package evox.monitor;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.array.Scratch;
import evox.kernel.Doubles;
import evox.world.World;
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

  /** The digest of all so far, 32 bytes; then begins anew. */
  byte[] bytes() {
    return sha256.digest();
  }

  /** The digest of all so far, as 64 hexadecimal digits; then begins anew. */
  String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** Adds a value, of whose matrices each rank of a world has its own rows at least; all ranks call it. */
  void add(Object value, World world) {
    // Not a switch: Java links one over types when it comes to it, which takes longer than a small run's digest.
    if (value == null) {
      add(-1L);
    } else if (value instanceof Integer || value instanceof Long) {
      add(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      add(truth ? 1L : 0L);
    } else if (value instanceof Double number) {
      add(Double.doubleToLongBits(number));
    } else if (value instanceof Enum<?> constant) {
      add((long) constant.ordinal());
    } else if (value instanceof double[] array) {
      add((long) array.length);
      addElements(array, array.length);
    } else if (value instanceof Doubles vector) {
      add(vector.toArray(), world);
    } else if (value instanceof Matrix matrix) {
      add(matrix.shard().of());
      add((long) matrix.columns());
      sha256.update(RowHashes.of(matrix, world));
    } else if (value instanceof List<?> list) {
      add((long) list.size());
      for (Object element : list) add(element, world);
    } else if (value instanceof Record record) {
      addComponents(record, world);
    } else if (value.getClass().isArray()) {
      add((long) Array.getLength(value));
      for (int i = 0; i < Array.getLength(value); i++) add(Array.get(value, i), world);
    } else if (!(value instanceof Scratch || value instanceof FixedPointSum)) {
      throw new IllegalArgumentException("a state must consist of numbers, arrays, matrices, lists and records, got type="
          + value.getClass().getName());
    }
  }

  /** Adds the elements of a matrix row by row. */
  void addElements(Matrix matrix) {
    addElements(matrix, 0, matrix.rows());
  }

  /** Adds the elements of rows from (inclusive) to (exclusive). */
  void addElements(Matrix matrix, long from, long to) {
    int columns = matrix.columns();
    int rows = Math.max(1, BLOCK / columns);
    double[] values = columns <= BLOCK ? block : new double[columns];
    for (long i = from; i < to; i += rows) {
      long end = Math.min(to, i + rows);
      matrix.read(i, end, values);
      addElements(values, (int) (end - i) * columns);
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

  private void addComponents(Record record, World world) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        add(component.getAccessor().invoke(record), world);
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
