package evox.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was encoded comes back as it was, and what can't travel is named. */
class CodecTest {

  interface Call extends Serializable {
    Object apply(Object argument);
  }

  enum Colour {
    RED,
    BLUE {
      @Override
      public String toString() {
        return "bleu";
      }
    }
  }

  private record Point(double x, Object tag, Point next) {}

  record Positive(int value) {
    Positive {
      if (value < 1) throw new IllegalArgumentException("value must be 1 or more, got value=" + value);
    }
  }

  private final Codec codec = Codec.of(CodecTest.class.getClassLoader());

  private Object back(Object value) {
    return codec.decode(codec.encode(value));
  }

  static List<Object> values() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put(null, Arrays.asList(1, null));
    return List.of(true, false, (byte) -128, (short) -32768, '\uffff', Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 63, 64,
        Long.MIN_VALUE, Long.MAX_VALUE, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, "", "é ÿ",
        "\ud800 alone", "日本", Colour.RED, Colour.BLUE, List.of(), List.of(List.of(1, "x"), 'c'), map,
        new Point(1, Colour.BLUE, new Point(2, "t", null)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueComesBackAsItWas(Object value) {
    assertThat(back(value)).isEqualTo(value);
    assertThat(codec.encode(back(value))).isEqualTo(codec.encode(value));
  }

  @Test
  void nothingComesBackAsNothing() {
    assertThat(back(null)).isNull();
  }

  @Test
  void everyBitOfANumberComesBack() {
    long odd = 0x7FF4_0000_0000_0123L;
    assertThat(Double.doubleToRawLongBits((double) back(Double.longBitsToDouble(odd)))).isEqualTo(odd);
    double[] many = {Double.longBitsToDouble(odd), -0.0, 1e-310};
    assertThat(((double[]) back(many))).usingComparator((a, b) -> Arrays.equals(bits(a), bits(b)) ? 0 : 1).isEqualTo(many);
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @Test
  void anArrayKeepsItsType() {
    for (Object array : new Object[] {new boolean[] {true, false}, new byte[] {1, -1}, new short[] {2}, new char[] {'x'},
        new int[] {3, -3}, new long[0], new float[] {0.5f}, new double[] {7}, new double[][] {{1}, null, {}},
        new String[] {"a", null}, new Integer[] {1}, new Colour[] {Colour.BLUE}, new Object[][] {{1, "x"}, {}},
        new Point[] {new Point(1, null, null)}, new Record[] {new Positive(3)}}) {
      Object back = back(array);
      assertThat(back.getClass()).isEqualTo(array.getClass());
      assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {array})).isTrue();
    }
  }

  @Test
  void aSegmentComesBackToBeReadAsNumbers() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2, 3);
      MemorySegment back = (MemorySegment) back(numbers);
      assertThat(back.toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(1, 2, 3);
      assertThat(back.isReadOnly()).isTrue();
    }
  }

  @Test
  void listsAndMapsArriveUnmodifiable() {
    assertThatThrownBy(() -> ((List<?>) back(new ArrayList<>(List.of(1)))).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) back(Map.of(1, 2))).clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void smallThingsTakeFewBytes() {
    assertThat(codec.encode(1)).hasSize(2);
    assertThat(codec.encode(-1)).hasSize(2);
    assertThat(codec.encode(new double[100])).hasSize(802);
    int one = codec.encode(List.of(new Positive(1))).length;
    assertThat(codec.encode(List.of(new Positive(1), new Positive(2)))).hasSize(one + 4);
  }

  @Test
  void aFunctionTravelsByName() {
    int factor = 3;
    Point captured = new Point(0.5, "p", null);
    Call lambda = x -> factor * (int) x + captured.x();
    assertThat(((Call) back(lambda)).apply(2)).isEqualTo(6.5);
    Call reference = CodecTest::twice;
    assertThat(((Call) back(reference)).apply("ab")).isEqualTo("abab");
    Call foreign = String::valueOf;
    assertThat(((Call) back(foreign)).apply(12)).isEqualTo("12");
    Call nested = x -> lambda.apply(x) + "!";
    assertThat(((Call) back(nested)).apply(2)).isEqualTo("6.5!");
    Call bound = captured::equals;
    assertThat(((Call) back(bound)).apply(captured)).isEqualTo(true);
  }

  private static Object twice(Object text) {
    return text + "" + text;
  }

  private Object own(Object argument) {
    return argument;
  }

  private static final String RULE = "what travels must be null, a boxed primitive, a String, a memory segment, an array, "
      + "list or map of such, or an enum, record or function of the program, got ";

  private void refuses(Object value, String what) {
    assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(IllegalArgumentException.class).hasMessage(RULE + what);
  }

  @Test
  void whatCanNotTravelIsNamedWithItsPlace() {
    refuses(new Object(), "java.lang.Object");
    refuses(TimeUnit.DAYS, "java.util.concurrent.TimeUnit, which is not the program's own");
    refuses(new Thread[0], "java.lang.Thread[]");
    refuses(List.of(1, Map.of("k", new Point(1, new StringBuilder(), null))), "java.lang.StringBuilder at [1][k].tag");
    Map<Object, Object> keys = Map.of(new StringBuilder(), 1);
    refuses(keys, "java.lang.StringBuilder at key");
  }

  @Test
  void aFunctionSaysWhatItCapturesThatCanNotTravel() {
    StringBuilder builder = new StringBuilder();
    Call lambda = builder::append;
    assertThatThrownBy(() -> codec.encode(List.of(lambda))).hasMessage(
        RULE + "java.lang.StringBuilder at [0].function java.lang.StringBuilder.append.captured[0]");
    Call own = this::own;
    assertThatThrownBy(() -> codec.encode(own)).hasMessage(RULE + "function evox.codec.CodecTest.own, which uses \"this\", "
        + "a evox.codec.CodecTest; make what it calls static, or keep the field it reads in a variable");
    Supplier<Object> silent = () -> 1;
    refuses(Map.Entry.comparingByKey(),
        "a function of java.util.Map, which is not the program's own");
    refuses(silent, "a function of an interface that does not extend Serializable: java.util.function.Supplier");
  }

  @Test
  void aCycleIsRefused() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertThatThrownBy(() -> codec.encode(cycle)).hasMessageContaining("nested more than 200 deep");
  }
}
