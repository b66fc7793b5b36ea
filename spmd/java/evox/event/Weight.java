package evox.event;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

/** About how much memory is kept as long as an event is: what it carries may be large, however few events there are. */
final class Weight {

  /** Bytes of an object beside what is in it, more or less. */
  private static final long OBJECT = 24;

  private Weight() {}

  /** In bytes; the components of records and other objects count as little ones. */
  static long of(Event event) {
    return OBJECT + ofAll(event.values());
  }

  private static long of(Object value) {
    return switch (value) {
      case String text -> OBJECT + text.length();
      case MemorySegment segment -> OBJECT + segment.byteSize();
      case Object[] array -> {
        long sum = OBJECT;
        for (Object element : array) sum += of(element);
        yield sum;
      }
      case Collection<?> all -> ofAll(all);
      case Map<?, ?> map -> ofAll(map.keySet()) + ofAll(map.values());
      case Record record -> OBJECT * (1 + record.getClass().getRecordComponents().length);
      case null -> 0;
      default -> value.getClass().isArray() ? OBJECT + (long) Array.getLength(value) * size(value) : OBJECT;
    };
  }

  private static long ofAll(Collection<?> all) {
    long sum = OBJECT;
    for (Object value : all) sum += of(value);
    return sum;
  }

  private static int size(Object array) {
    return switch (array) {
      case byte[] bytes -> Byte.BYTES;
      case boolean[] booleans -> Byte.BYTES;
      case short[] shorts -> Short.BYTES;
      case char[] characters -> Character.BYTES;
      case int[] numbers -> Integer.BYTES;
      case float[] numbers -> Float.BYTES;
      default -> Long.BYTES;
    };
  }
}
