package evox.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads one value from bytes that are not trusted. */
final class Decoder {

  private final Forms forms;
  private final Source in;
  private final UnaryOperator<Object> arrival;
  private final List<String> named = new ArrayList<>();

  /** @param arrival gives what takes the place of each {@link Portable} that has come */
  Decoder(Forms forms, Source in, UnaryOperator<Object> arrival) {
    this.forms = forms;
    this.in = in;
    this.arrival = arrival;
  }

  Object read(int depth) {
    if (depth > Tag.DEEPEST) throw new Malformed("values must be nested at most " + Tag.DEEPEST + " deep, got more");
    return switch (Tag.of(in.octet())) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case BYTE -> (byte) in.number();
      case SHORT -> (short) in.number();
      case CHAR -> (char) in.number();
      case INT -> (int) in.number();
      case LONG -> in.number();
      case FLOAT -> Float.intBitsToFloat((int) in.number());
      case DOUBLE -> Double.longBitsToDouble(in.fixed());
      case LATIN -> latin();
      case TEXT -> new String(chars());
      case BOOLEANS -> booleans();
      case BYTES -> bytes();
      case SHORTS -> {
        short[] values = new short[in.elements(Short.BYTES)];
        in.bytes(MemorySegment.ofArray(values));
        yield values;
      }
      case CHARS -> chars();
      case INTS -> {
        int[] values = new int[in.elements(Integer.BYTES)];
        in.bytes(MemorySegment.ofArray(values));
        yield values;
      }
      case LONGS -> {
        long[] values = new long[in.elements(Long.BYTES)];
        in.bytes(MemorySegment.ofArray(values));
        yield values;
      }
      case FLOATS -> {
        float[] values = new float[in.elements(Float.BYTES)];
        in.bytes(MemorySegment.ofArray(values));
        yield values;
      }
      case DOUBLES -> {
        double[] values = new double[in.elements(Double.BYTES)];
        in.bytes(MemorySegment.ofArray(values));
        yield values;
      }
      case SEGMENT -> segment();
      case ARRAY -> array(depth);
      case LIST -> Collections.unmodifiableList(Arrays.asList(values(in.elements(1), depth)));
      case MAP -> map(depth);
      case ENUM -> constant();
      case RECORD -> record(depth);
      case FUNCTION -> function(depth);
    };
  }

  private byte[] bytes() {
    byte[] values = new byte[in.elements(1)];
    in.bytes(MemorySegment.ofArray(values));
    return values;
  }

  private char[] chars() {
    char[] values = new char[in.elements(Character.BYTES)];
    in.bytes(MemorySegment.ofArray(values));
    return values;
  }

  private String latin() {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  private boolean[] booleans() {
    boolean[] values = new boolean[in.elements(1)];
    for (int i = 0; i < values.length; i++) values[i] = in.octet() != 0;
    return values;
  }

  /** Outside the heap: only there may it be read as numbers of any width. */
  private MemorySegment segment() {
    MemorySegment segment = Arena.ofAuto().allocate(in.elements(1), Long.BYTES);
    in.bytes(segment);
    return segment.asReadOnly();
  }

  private Object[] values(int count, int depth) {
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) values[i] = read(depth + 1);
    return values;
  }

  private Object array(int depth) {
    long dimensions = in.count();
    if (dimensions < 1 || dimensions > 255) {
      throw new Malformed("an array must have 1 to 255 dimensions, got " + dimensions);
    }
    String name = typeName();
    Class<?> type = Elements.find(name) != null ? Elements.find(name) : forms.types().find(name);
    if (dimensions == 1 && type.isPrimitive()) throw new Malformed("an array of objects must be one, got " + type + "[]");
    for (long d = 1; d < dimensions; d++) type = type.arrayType();
    int length = in.elements(1);
    Object array = Array.newInstance(type, length);
    try {
      for (int i = 0; i < length; i++) Array.set(array, i, read(depth + 1));
    } catch (IllegalArgumentException e) {
      throw new Malformed("an array must hold its own type, got another than " + type.getTypeName(), e);
    }
    return array;
  }

  private Map<Object, Object> map(int depth) {
    int size = in.elements(2);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(depth + 1);
      map.put(key, read(depth + 1));
    }
    return Collections.unmodifiableMap(map);
  }

  private Object constant() {
    Class<?> type = forms.types().find(typeName());
    if (!type.isEnum()) throw new Malformed("a class must be an enum, got class=" + type.getName());
    Object[] constants = type.getEnumConstants();
    long ordinal = in.count();
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new Malformed("a constant of " + type.getName() + " must be in [0, " + constants.length + "), got "
          + ordinal);
    }
    return constants[(int) ordinal];
  }

  private Object record(int depth) {
    Class<?> type = forms.types().find(typeName());
    if (!type.isRecord()) throw new Malformed("a class must be a record, got class=" + type.getName());
    RecordForm form = forms.of(type);
    Object record = form.make(values(form.size(), depth));
    return record instanceof Portable.Packed packed ? arrival.apply(unpack(packed)) : record;
  }

  private static Object unpack(Portable.Packed packed) {
    try {
      return packed.unpack();
    } catch (RuntimeException e) {
      throw new Malformed("a record must stand for something, got " + e + " from class="
          + packed.getClass().getName(), e);
    }
  }

  private Object function(int depth) {
    if (in.octet() == Tag.RECORD.ordinal() && record(depth) instanceof FunctionName name) {
      return forms.functions().find(name);
    }
    throw new Malformed("a function must be given by its name, got something else");
  }

  private String typeName() {
    long number = in.count();
    if (number == 0) {
      if (!(read(Tag.DEEPEST) instanceof String name)) {
        throw new Malformed("a class must be given by its name, got no text");
      }
      named.add(name);
      return name;
    }
    if (number < 0 || number > named.size()) {
      throw new Malformed("a class must be one of " + named.size() + " named before, got number=" + number);
    }
    return named.get((int) number - 1);
  }
}
