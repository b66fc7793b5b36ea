package evox.codec;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes one value. */
final class Encoder {

  private final Forms forms;
  private final Consumer<Portable> going;
  private final Sink out = new Sink();

  /** The classes named so far, by number: a name is written once a message. */
  private final Map<Class<?>, Integer> named = new HashMap<>();

  Encoder(Forms forms, Consumer<Portable> going) {
    this.forms = forms;
    this.going = going;
  }

  byte[] toBytes() {
    return out.toBytes();
  }

  void write(Object value, int depth) {
    if (depth > Tag.DEEPEST) {
      throw new CannotTravel("values nested more than " + Tag.DEEPEST + " deep, perhaps in a cycle");
    }
    switch (value) {
      case null -> out.tag(Tag.NULL);
      case Boolean b -> out.tag(b ? Tag.TRUE : Tag.FALSE);
      case Integer n -> number(Tag.INT, n);
      case Long n -> number(Tag.LONG, n);
      case Short n -> number(Tag.SHORT, n);
      case Byte n -> number(Tag.BYTE, n);
      case Character c -> number(Tag.CHAR, c);
      case Double d -> fixed(Tag.DOUBLE, Double.doubleToRawLongBits(d));
      case Float f -> number(Tag.FLOAT, Float.floatToRawIntBits(f));
      case String text -> text(text);
      case Enum<?> constant -> constant(constant);
      case Record record -> record(record, depth);
      case Portable portable -> {
        going.accept(portable);
        write(portable.pack(), depth + 1);
      }
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> map(map, depth);
      case MemorySegment segment -> segment(Tag.SEGMENT, segment.byteSize(), segment);
      case boolean[] a -> {
        out.tag(Tag.BOOLEANS);
        out.count(a.length);
        out.booleans(a);
      }
      case byte[] a -> segment(Tag.BYTES, a.length, MemorySegment.ofArray(a));
      case short[] a -> segment(Tag.SHORTS, a.length, MemorySegment.ofArray(a));
      case char[] a -> segment(Tag.CHARS, a.length, MemorySegment.ofArray(a));
      case int[] a -> segment(Tag.INTS, a.length, MemorySegment.ofArray(a));
      case long[] a -> segment(Tag.LONGS, a.length, MemorySegment.ofArray(a));
      case float[] a -> segment(Tag.FLOATS, a.length, MemorySegment.ofArray(a));
      case double[] a -> segment(Tag.DOUBLES, a.length, MemorySegment.ofArray(a));
      case Object[] a -> array(a, depth);
      default -> function(value, depth);
    }
  }

  private void number(Tag tag, long value) {
    out.tag(tag);
    out.number(value);
  }

  private void fixed(Tag tag, long bits) {
    out.tag(tag);
    out.fixed(bits);
  }

  private void text(String text) {
    boolean latin = isLatin(text);
    out.tag(latin ? Tag.LATIN : Tag.TEXT);
    out.count(text.length());
    if (latin) out.latin(text);
    else out.bytes(MemorySegment.ofArray(text.toCharArray()));
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0xFF) return false;
    return true;
  }

  private void segment(Tag tag, long count, MemorySegment bytes) {
    out.tag(tag);
    out.count(count);
    out.bytes(bytes);
  }

  private void constant(Enum<?> constant) {
    Class<?> type = constant.getDeclaringClass();
    requireOwn(type, constant);
    out.tag(Tag.ENUM);
    type(type);
    out.count(constant.ordinal());
  }

  private void record(Record record, int depth) {
    requireOwn(record.getClass(), record);
    RecordForm form = forms.of(record.getClass());
    out.tag(Tag.RECORD);
    type(record.getClass());
    for (int c = 0; c < form.size(); c++) part(form.get(c, record), depth, form.name(c));
  }

  private void list(List<?> list, int depth) {
    out.tag(Tag.LIST);
    Object[] elements = list.toArray();
    out.count(elements.length);
    for (int i = 0; i < elements.length; i++) element(elements[i], depth, i);
  }

  private void map(Map<?, ?> map, int depth) {
    out.tag(Tag.MAP);
    out.count(map.size());
    map.forEach((key, value) -> {
      part(key, depth, "key");
      element(value, depth, key);
    });
  }

  private void array(Object[] array, int depth) {
    int dimensions = 1;
    Class<?> element = array.getClass().getComponentType();
    for (; element.isArray(); element = element.getComponentType()) dimensions++;
    if (!Elements.isKnown(element) && !forms.types().contains(element)) {
      throw new CannotTravel(array.getClass().getTypeName());
    }
    out.tag(Tag.ARRAY);
    out.count(dimensions);
    type(element);
    out.count(array.length);
    for (int i = 0; i < array.length; i++) element(array[i], depth, i);
  }

  private void function(Object value, int depth) {
    FunctionName name = forms.functions().name(value);
    if (name == null) throw new CannotTravel(value.getClass().getTypeName());
    for (Object captured : name.captured()) {
      if (captured == null || !captured.getClass().getName().equals(name.place())) continue;
      if (captured instanceof Record || captured instanceof Enum<?>) continue;
      throw new CannotTravel("function " + name + ", which uses \"this\", a " + name.place() + "; make what it calls "
          + "static, or keep the field it reads in a variable");
    }
    out.tag(Tag.FUNCTION);
    try {
      record(name, depth);
    } catch (CannotTravel e) {
      throw e.in("function " + name);
    }
  }

  private void part(Object value, int depth, String name) {
    try {
      write(value, depth + 1);
    } catch (CannotTravel e) {
      throw e.in(name);
    }
  }

  private void element(Object value, int depth, Object index) {
    try {
      write(value, depth + 1);
    } catch (CannotTravel e) {
      throw e.in("[" + index + "]");
    }
  }

  private void requireOwn(Class<?> type, Object value) {
    if (!forms.types().contains(type)) throw new CannotTravel(type.getName() + ", which is not the program's own");
  }

  private void type(Class<?> type) {
    Integer number = named.putIfAbsent(type, named.size());
    if (number != null) {
      out.count(number + 1);
      return;
    }
    out.count(0);
    text(type.getName());
  }
}
