package evox.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.random.RandomKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointSumTest {

  private static List<Double> items(int count, double largest) {
    RandomKey key = RandomKey.of(5);
    List<Double> items = new ArrayList<>();
    for (int i = 0; i < count; i++) items.add((2 * key.uniform(2 * i) - 1) * largest * Math.scalb(1.0, -(i % 30)));
    return items;
  }

  private static double sum(List<Double> items, double largest) {
    FixedPointSum sum = FixedPointSum.zeros(1, largest, items.size());
    items.forEach(item -> sum.add(0, item));
    return sum.get(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 3.7, 1e-12, 1e200, 1e-280})
  void theSumIsCorrectlyRounded(double largest) {
    for (int count : new int[] {1, 2, 100, 10_000}) {
      List<Double> items = items(count, largest);
      BigDecimal exact = items.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum(items, largest)).as("%d items", count).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void theSumIsCorrectlyRoundedWhereNearlyAllCancels() {
    List<Double> items = new ArrayList<>();
    for (double x : items(1000, 1.0)) items.addAll(List.of(x, -x));
    items.add(0x1.23456789abcdep-20);
    assertThat(sum(items, 1.0)).isEqualTo(0x1.23456789abcdep-20);
  }

  @Test
  void theOrderOfTheItemsChangesNoBit() {
    List<Double> items = items(10_000, 1.0);
    double expected = sum(items, 1.0);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(items, new Random(seed));
      assertThat(sum(items, 1.0)).isEqualTo(expected);
    }
  }

  @Test
  void threadsAndPartialSumsChangeNoBit() {
    List<Double> items = items(10_000, 1.0);
    FixedPointSum sum = FixedPointSum.zeros(2, 1.0, items.size());
    items.parallelStream().forEach(item -> sum.add(1, item));
    assertThat(sum.get(1)).isEqualTo(sum(items, 1.0));
    assertThat(sum.get(0)).isZero();
    assertThat(sum.toArray()).containsExactly(0.0, sum.get(1));
  }

  @Test
  void asManyOfTheLargestItemsAsAllowedDoNotOverflow() {
    for (double sign : new double[] {-1, 1}) {
      FixedPointSum sum = FixedPointSum.zeros(1, 1.0, 1 << 20);
      IntStream.range(0, 1 << 20).forEach(i -> sum.add(0, sign));
      assertThat(sum.get(0)).isEqualTo(sign * (1 << 20));
    }
  }

  @Test
  void whatCannotBeSummedIsRefused() {
    assertThatThrownBy(() -> FixedPointSum.zeros(1, Double.POSITIVE_INFINITY, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("largest item must be a finite magnitude, got largest=Infinity");
    assertThatThrownBy(() -> FixedPointSum.zeros(1, 1, (1L << 31) + 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of items must be in [0, 2^31], got items=2147483649");
  }
}
