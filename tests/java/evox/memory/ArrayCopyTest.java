package evox.memory;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ArrayCopyTest {

  private static final double[] VALUES = {1, -0.0, Double.NaN, Double.MIN_VALUE, 5};

  @Test
  void copiesTheFirstElementsToAnyByteAndBack() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(64);
      ArrayCopy.write(VALUES, segment, 3, 4);
      double[] read = {9, 9, 9, 9, 9};
      ArrayCopy.read(segment, 3, read, 4);
      assertThat(read).containsExactly(1, -0.0, Double.NaN, Double.MIN_VALUE, 9);
      assertThat(segment.get(JAVA_DOUBLE.withByteAlignment(1), 3)).isEqualTo(1);
      assertThat(segment.get(JAVA_DOUBLE.withByteAlignment(1), 3 + 4 * 8)).isZero();
    }
  }

  @Test
  void copiesNothing() {
    ArrayCopy.write(new double[0], MemorySegment.NULL, 0, 0);
    ArrayCopy.read(MemorySegment.NULL, 0, new double[0], 0);
  }

  @Test
  void refusesMoreThanThereIs() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(32);
      assertThatThrownBy(() -> ArrayCopy.write(VALUES, segment, 0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> ArrayCopy.read(segment, 0, new double[3], 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
