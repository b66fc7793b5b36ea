package evox.benchmark;


import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.array.Scratch;
import evox.kernel.Doubles;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/**
 * The numbers in a state, component by component: how many bytes they take, and how many differ from another's. What the
 * state only works with (a {@link Scratch}) is no part of it.
 */
final class Bits {

  private Bits() {}

  /** Bytes of all arrays of a state, the padding of matrices included. */
  static long bytes(Object value) {
    return switch (value) {
      case Matrix matrix -> matrix.segment().byteSize();
      case Doubles vector -> (long) vector.length() * Double.BYTES;
      case FixedPointSum sums -> sums.segment().byteSize();
      case double[] array -> (long) array.length * Double.BYTES;
      case long[] array -> (long) array.length * Long.BYTES;
      case int[] array -> (long) array.length * Integer.BYTES;
      case List<?> list -> list.stream().mapToLong(Bits::bytes).sum();
      case Record record -> components(record, (_, component) -> bytes(component));
      case null, default -> 0;
    };
  }

  /** How many numbers of the first state have other bits in the second, of the same type and sizes. */
  static long different(Object first, Object second) {
    return switch (first) {
      case Matrix matrix -> different(matrix, (Matrix) second);
      case Doubles vector -> different(vector.toArray(), ((Doubles) second).toArray());
      case List<?> list -> elements(list.toArray(), ((List<?>) second).toArray());
      case Scratch _, FixedPointSum _ -> 0;
      case Record record -> components(record, (component, value) -> different(value, read(component, second)));
      case null -> second == null ? 0 : 1;
      case Object array when array.getClass().isArray() -> elements(array, second);
      default -> Objects.equals(first, second) ? 0 : 1;
    };
  }

  private static long different(Matrix first, Matrix second) {
    long count = 0;
    for (long i = 0; i < first.rows(); i++) {
      for (int j = 0; j < first.columns(); j++) {
        if (Double.doubleToRawLongBits(first.get(i, j)) != Double.doubleToRawLongBits(second.get(i, j))) count++;
      }
    }
    return count;
  }

  private static long elements(Object first, Object second) {
    long count = 0;
    for (int i = 0; i < Array.getLength(first); i++) count += different(Array.get(first, i), Array.get(second, i));
    return count;
  }

  private interface Visit {
    long component(RecordComponent component, Object value);
  }

  private static long components(Record record, Visit visit) {
    long sum = 0;
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      sum += visit.component(component, read(component, record));
    }
    return sum;
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a state's components must be readable, got component=" + component, e);
    }
  }
}
