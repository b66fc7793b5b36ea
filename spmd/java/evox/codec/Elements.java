package evox.codec;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of the JDK that an array's elements may have. */
final class Elements {

  private static final Map<String, Class<?>> BY_NAME = Stream.of(boolean.class, byte.class, short.class, char.class,
      int.class, long.class, float.class, double.class, Boolean.class, Byte.class, Short.class, Character.class,
      Integer.class, Long.class, Float.class, Double.class, Number.class, String.class, Object.class, Record.class,
      Comparable.class, List.class, Map.class, MemorySegment.class)
      .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

  private Elements() {}

  static boolean isKnown(Class<?> type) {
    return BY_NAME.containsValue(type);
  }

  /** The one of this name, or null. */
  static Class<?> find(String name) {
    return BY_NAME.get(name);
  }
}
