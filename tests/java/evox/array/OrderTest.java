package evox.array;

import static org.assertj.core.api.Assertions.assertThat;

import evox.random.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

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

  @Test
  void notANumberNeverWins() {
    Matrix matrix = Matrix.tiles(5000, 1);
    matrix.fill(Double.NaN);
    assertThat(Order.best(matrix, 0)).isZero();
    matrix.set(4999, 0, Double.POSITIVE_INFINITY);
    assertThat(Order.best(matrix, 0)).isEqualTo(4999);
  }
}
