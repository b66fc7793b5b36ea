package evox.kernel.genetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import evox.array.Matrix;
import evox.foreign.Isa;
import evox.kernel.Box;
import evox.kernel.Engines;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariationTest {

  private static final double[] SPECIAL = {0.0, -0.0, Double.MIN_VALUE, 1e-300, 1e-14, 1.0, -1.0, 1e300};

  private static Variation variation(Matrix pool, Box box, double crossover, double mutation) {
    return new Variation(RandomKey.of(11).at(5, 0), pool, box,
        new SimulatedBinaryCrossover(crossover, new DistributionIndex(15)),
        new PolynomialMutation(mutation, new DistributionIndex(20)));
  }

  private static Box box(int dimension, double lower, double upper) {
    double[] lowers = new double[dimension];
    double[] uppers = new double[dimension];
    Arrays.fill(lowers, lower);
    Arrays.fill(uppers, upper);
    return Box.of(lowers, uppers);
  }

  /** A pool whose coordinates are those of {@link #SPECIAL} every third time and uniform in the box otherwise. */
  private static Matrix pool(int n, int dimension) {
    Matrix pool = Matrix.rows(n, dimension);
    for (int i = 0; i < n; i++) {
      RandomKey key = RandomKey.of(3).at(0, i);
      for (int j = 0; j < dimension; j++) {
        double special = SPECIAL[(int) key.below(2L * j + 1, SPECIAL.length)];
        pool.set(i, j, key.below(2L * j, 3) == 0 ? special : 2 * key.uniform(2L * j + 1) - 1);
      }
    }
    return pool;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 30, 31, 32, 33, 65})
  void everyEngineMakesTheSameChildren(int dimension) {
    for (int n : new int[] {1, 2, 3, 31, 32, 33, 100}) {
      Box box = box(dimension, -1e300, 1e300);
      Matrix expected = pool(n, dimension);
      variation(expected, box, 0.9, 0.9).compute(0, expected.tiles());
      for (Isa isa : Engines.natives()) {
        assertThat(Engines.has(isa, "variation")).isTrue();
        for (int threads : new int[] {1, 3}) {
          Matrix actual = pool(n, dimension);
          variation(actual, box, 0.9, 0.9).launch(Device.cpu(threads, isa));
          assertThat(Engines.bits(actual)).as("%s, n=%d", isa, n).isEqualTo(Engines.bits(expected));
        }
      }
    }
  }

  /** Far from the bounds the density of the spread b is 8 b^15 below 1 and 8 b^-17 above: Deb, Agrawal 1995. */
  @Test
  void crossoverSpreadsChildrenAsItsPaperSays() {
    int n = 40_000;
    Matrix pool = Matrix.rows(n, 1);
    for (int i = 0; i < n; i += 2) pool.set(i, 0, 1.0);
    variation(pool, box(1, -1e6, 1e6), 1.0, 0.0).compute(0, pool.tiles());
    int crossed = 0;
    int swapped = 0;
    int near = 0;
    int far = 0;
    for (int i = 0; i < n; i += 2) {
      double a = pool.get(i, 0);
      double b = pool.get(i + 1, 0);
      // What is not crossed is a copy, and mutated by far more than the parents' distance.
      if (Math.abs(a + b - 1.0) > 1e-9) continue;
      crossed++;
      if (a < b) swapped++;
      if (Math.abs(a - b) < 0.9) near++;
      if (Math.abs(a - b) > 1.1) far++;
    }
    assertThat(crossed).isCloseTo(10_000, within(300));
    assertThat(swapped / (double) crossed).isCloseTo(0.5, within(0.02));
    assertThat(near / (double) crossed).isCloseTo(0.5 * Math.pow(0.9, 16), within(0.012));
    assertThat(far / (double) crossed).isCloseTo(0.5 * Math.pow(1.1, -16), within(0.012));
  }

  @Test
  void crossoverNextToABoundStaysInside() {
    int n = 4000;
    Matrix pool = Matrix.rows(n, 2);
    for (int i = 0; i < n; i++) {
      pool.set(i, 0, i % 2 == 0 ? 0.0 : 0.4);
      pool.set(i, 1, i % 2 == 0 ? 0.7 : 1.0);
    }
    variation(pool, box(2, 0, 1), 1.0, 0.0).compute(0, pool.tiles());
    for (int i = 0; i < n; i++) for (double x : pool.row(i)) assertThat(x).isBetween(0.0, 1.0);
  }

  /** Without crossover each child has the mutations of a copy: those of a binomial distribution that is not zero. */
  @Test
  void aCopyIsMutatedAtLeastOnceAndOthersOnceOnAverage() {
    int n = 20_000;
    int d = 10;
    Matrix pool = Matrix.rows(n, d);
    for (int i = 0; i < n; i++) for (int j = 0; j < d; j++) pool.set(i, j, 0.5);
    variation(pool, box(d, 0, 1), 0.0, 0.0).compute(0, pool.tiles());
    int all = 0;
    double[] byPlace = new double[d];
    for (int i = 0; i < n; i++) {
      int changed = 0;
      for (int j = 0; j < d; j++) {
        if (pool.get(i, j) == 0.5) continue;
        changed++;
        byPlace[j]++;
      }
      assertThat(changed).isPositive();
      all += changed;
    }
    double expected = 1.0 / (1.0 - Math.pow(0.9, d));
    assertThat(all / (double) n).isCloseTo(expected, within(0.02));
    for (double count : byPlace) assertThat(count / n).isCloseTo(expected / d, within(0.012));
  }

  /** In the middle of a wide box the step s has P(|s| range > t) = (1 - t)^21, but for what the bounds cut off. */
  @Test
  void mutationStepsAsItsPaperSays() {
    int n = 40_000;
    Matrix pool = Matrix.rows(n, 1);
    for (int i = 0; i < n; i++) pool.set(i, 0, 0.5);
    variation(pool, box(1, 0, 1), 0.0, 1.0).compute(0, pool.tiles());
    int up = 0;
    int far = 0;
    for (int i = 0; i < n; i++) {
      double step = pool.get(i, 0) - 0.5;
      if (step > 0) up++;
      if (Math.abs(step) > 0.05) far++;
    }
    assertThat(up / (double) n).isCloseTo(0.5, within(0.012));
    assertThat(far / (double) n).isCloseTo(Math.pow(0.95, 21), within(0.02));
  }

  @Test
  void powersAndRootsAreInverse() {
    DistributionIndex index = new DistributionIndex(15);
    assertThat(index.power(2.0)).isEqualTo(65536.0);
    assertThat(index.root(65536.0)).isCloseTo(2.0, within(1e-15));
    assertThat(index.root(0.0)).isZero();
    assertThat(index.spread(1.0)).isEqualTo(1.0);
    assertThat(index.spread(0.5) * index.spread(1.5)).isCloseTo(1.0, within(1e-15));
    assertThat(new DistributionIndex(0).power(0.25)).isEqualTo(0.25);
  }
}
