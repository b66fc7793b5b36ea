package evox.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import evox.random.RandomKey;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTest {

  private static int[] compared(long[]... columns) {
    Comparator<Integer> order = (a, b) -> 0;
    for (long[] column : columns) order = order.thenComparingLong(i -> column[i]);
    return IntStream.range(0, columns[0].length).boxed().sorted(order).mapToInt(i -> i).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 300, 4096, 10_000})
  void theOrderIsThatOfComparisons(int n) {
    for (int shift : new int[] {0, 20, 40, 55, 62}) {
      RandomKey key = RandomKey.of(n + shift);
      long[][] columns = new long[3][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < 3; j++) columns[j][i] = key.at(0, i).bits(j) >> shift;
      }
      assertThat(Sorted.by(columns)).as("seed %d", key.seed()).isEqualTo(compared(columns));
      assertThat(Sorted.by(columns[0])).as("seed %d", key.seed()).isEqualTo(compared(columns[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300, 5000})
  void lowBitsAloneDecideAndEqualKeysKeepTheirIndex(int n) {
    RandomKey key = RandomKey.of(n);
    long[] low = new long[n];
    for (int i = 0; i < n; i++) low[i] = Long.MIN_VALUE + key.at(0, i).below(0, 7);
    assertThat(Sorted.by(low)).isEqualTo(compared(low));
    assertThat(Sorted.by(new long[n])).isEqualTo(IntStream.range(0, n).toArray());
  }
}
