package evox.store;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of arrays as segments, and where each will lie.
 *
 * @param segments one for each component
 * @param parts one for each component
 */
record Components(List<MemorySegment> segments, List<Part> parts) {

  /** Where a component begins: at a cache line, so that it may be read as numbers of any width. */
  private static final long ALIGNMENT = 64;

  static Components of(Record arrays) {
    List<MemorySegment> segments = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    long at = 0;
    for (RecordComponent component : arrays.getClass().getRecordComponents()) {
      MemorySegment segment = segment(value(component, arrays), component.getName());
      segments.add(segment);
      parts.add(new Part(component.getName(), at, segment.byteSize()));
      at = Math.ceilDiv(at + segment.byteSize(), ALIGNMENT) * ALIGNMENT;
    }
    return new Components(segments, parts);
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("a record must give its components, got " + e, e);
    }
  }

  private static MemorySegment segment(Object value, String name) {
    return switch (value) {
      case MemorySegment segment -> segment;
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case char[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      case null, default -> throw new IllegalArgumentException("a stored record must be made of arrays of numbers and "
          + "memory segments, got " + name + "=" + value);
    };
  }
}
