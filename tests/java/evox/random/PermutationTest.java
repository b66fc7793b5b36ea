package evox.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  private static Permutation permutation(int size, long seed) {
    return new Permutation(size, RandomKey.of(seed), Purpose.USER, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 31, 33, 100, 1000, 1024, 4097})
  void everyNumberHasOnePlace(int size) {
    for (long seed = 0; seed < 20; seed++) {
      Permutation permutation = permutation(size, seed);
      int[] numbers = IntStream.range(0, size).map(permutation::at).sorted().toArray();
      assertThat(numbers).as("seed %d", seed).isEqualTo(IntStream.range(0, size).toArray());
    }
  }

  /** 8 numbers in 8 places: chi-square with 49 degrees of freedom, 3 in a million above 100. */
  @Test
  void everyNumberIsAsLikelyInEveryPlace() {
    int draws = 80_000;
    int[][] counts = new int[8][8];
    for (int seed = 0; seed < draws; seed++) {
      Permutation permutation = permutation(8, seed);
      for (int place = 0; place < 8; place++) counts[place][permutation.at(place)]++;
    }
    double expected = draws / 8.0;
    double chiSquare = 0;
    for (int[] row : counts) for (int count : row) chiSquare += (count - expected) * (count - expected) / expected;
    assertThat(chiSquare).isLessThan(100);
  }

  @Test
  void aSizeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> permutation(0, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size must be in [1, 2^30], got size=0");
  }
}
