package evox.array;

import static org.assertj.core.api.Assertions.assertThat;

import evox.random.RandomKey;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

  private static Matrix column(double... values) {
    Matrix matrix = Matrix.tiles(values.length, 1);
    for (int i = 0; i < values.length; i++) matrix.set(i, 0, values[i]);
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 33, 1000, 5000})
  void theOrderIsThatOfAStableSort(int n) {
    RandomKey key = RandomKey.of(9);
    double[] values = IntStream.range(0, n)
        .mapToDouble(i -> i % 97 == 5 ? Double.NaN : Math.scalb(key.below(2 * i, 2001) - 1000.0, i % 7)).toArray();
    int[] expected = IntStream.range(0, n).boxed().sorted(Comparator.comparingLong(i -> Order.key(values[i])))
        .mapToInt(i -> i).toArray();
    assertThat(Ranking.ascending(column(values), 0)).isEqualTo(expected);
  }

  @Test
  void zerosAreEqualAndNaNIsLast() {
    assertThat(Ranking.ascending(column(Double.NaN, 0.0, Double.POSITIVE_INFINITY, -0.0, Double.NEGATIVE_INFINITY), 0))
        .containsExactly(4, 1, 3, 2, 0);
  }

  @Test
  void equalFitnessSharesTheMeanOfItsRanks() {
    assertThat(Ranking.centred(column(3, 1, 2, 2, 5), 0)).containsExactly(-0.25, 0.5, 0.125, 0.125, -0.5);
    assertThat(Ranking.centred(column(7, 7), 0)).containsExactly(0.0, 0.0);
  }
}
