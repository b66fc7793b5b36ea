package evox.array;

import static org.assertj.core.api.Assertions.assertThat;

import evox.random.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

  private static final double[] AWKWARD = {Double.NaN, Double.POSITIVE_INFINITY, Double.longBitsToDouble(0xfff0000000000001L),
      Double.MAX_VALUE, 1, Double.MIN_VALUE, 0.0, -0.0, -Double.MIN_VALUE, Double.NEGATIVE_INFINITY};

  @ParameterizedTest
  @CsvSource({"1, 1", "33, 1", "2048, 1", "2049, 3", "10000, 1", "10000, 2"})
  void theBestIsTheFirstOfTheLeastInAnyLayout(int n, int columns) {
    RandomKey key = RandomKey.of(9);
    for (Matrix matrix : new Matrix[] {Matrix.tiles(n, columns), Matrix.rows(n, columns)}) {
      for (int j = 0; j < columns; j++) {
        // Few different values, so that many are equal.
        for (int i = 0; i < n; i++) matrix.set(i, j, i % 7 == 5 ? Double.NaN : key.below(i * columns + j, 1000));
        int expected = 0;
        for (int i = 1; i < n; i++) if (matrix.get(i, j) < matrix.get(expected, j)) expected = i;
        assertThat(Order.best(matrix, j)).as("%d x %d, column %d", n, columns, j).isEqualTo(expected);
      }
    }
  }

  /** What lies together is gone through by native code, a column of several by Java. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 31, 33, 100, 2049})
  void theBestIsTheSameByNativeCodeAndByJava(int n) {
    RandomKey key = RandomKey.of(3);
    for (int trial = 0; trial < 200; trial++) {
      Matrix together = Matrix.tiles(n, 1);
      Matrix apart = Matrix.tiles(n, 2);
      // From trials with all values there are to trials with NaN and the greatest alone.
      int kinds = 1 + (int) key.at(trial, 0).below(0, AWKWARD.length);
      for (int i = 0; i < n; i++) {
        double value = AWKWARD[(int) key.at(trial, i).below(1, kinds)];
        together.set(i, 0, value);
        apart.set(i, 1, value);
      }
      assertThat(Order.best(together, 0)).isEqualTo(Order.best(apart, 1));
    }
  }

  @Test
  void notANumberNeverWins() {
    Matrix matrix = Matrix.tiles(5000, 1);
    matrix.fill(Double.NaN);
    assertThat(Order.best(matrix, 0)).isZero();
    matrix.set(4999, 0, Double.POSITIVE_INFINITY);
    assertThat(Order.best(matrix, 0)).isEqualTo(4999);
  }
}
