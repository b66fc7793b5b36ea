package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.foreign.Isa;
import evox.random.Normals;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random candidates, and the sums of the noise in them: the definition on every engine. */
class SampleTest {

  private static final long[] POPULATIONS = {1, 2, 31, 33, 1000};
  private static final int[] DIMENSIONS = {1, 2, 3, 7, 130};

  /** Beyond 2^32 the high bits of the individual matter. */
  private static final RandomKey KEY = RandomKey.of(-42).at(0xFFFF_FFFFL, (3L << 32) + 64);

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Doubles ramp(int d, double from, double step) {
    double[] values = new double[d];
    Arrays.setAll(values, j -> from + step * j);
    return Doubles.of(values);
  }

  private static Box box(int d, double lower, double upper) {
    return new Box(ramp(d, lower, 0.1), ramp(d, upper, 0.1));
  }

  @Test
  void everyEngineDrawsTheSameNormalCandidates() {
    for (int d : DIMENSIONS) {
      for (long n : POPULATIONS) {
        for (Isa isa : Engines.natives()) {
          assertThat(Engines.has(isa, "sample")).isTrue();
          assertThat(sample(isa, n, d)).as("%s, %d x %d", isa, n, d).isEqualTo(sample(Isa.JAVA, n, d));
        }
      }
    }
  }

  private static long[] sample(Isa isa, long n, int d) {
    Matrix candidates = Matrix.tiles(n, d);
    new Sample(KEY, ramp(d, -1, 0.5), ramp(d, 0.1, 0.01), box(d, -1, 20), candidates).launch(Device.cpu(2, isa));
    return Engines.bits(candidates);
  }

  @Test
  void aMirroredPairIsTheMeanPlusAndMinusItsNoise() {
    Matrix candidates = Matrix.tiles(70, 5);
    Mirrored mirrored = new Mirrored(KEY, 70, ramp(5, 0, 0), ramp(5, 0.5, 0), box(5, -INFINITY, INFINITY));
    new MirroredSample(mirrored, candidates).launch(Device.cpu(1));
    double[] noise = new double[5];
    for (int p = 0; p < 35; p++) {
      Normals.row(KEY.at(KEY.generation(), KEY.individual() + p), noise);
      for (int j = 0; j < 5; j++) {
        assertThat(candidates.get(2 * p, j)).isEqualTo(0.5 * noise[j]);
        assertThat(candidates.get(2 * p + 1, j)).isEqualTo(-0.5 * noise[j]);
      }
    }
  }

  @Test
  void everyEngineDrawsTheSameUniformCandidatesInBothLayouts() {
    for (int d : DIMENSIONS) {
      for (long n : POPULATIONS) {
        long[] expected = uniform(Isa.JAVA, Matrix.tiles(n, d));
        assertThat(uniform(Isa.JAVA, Matrix.rows(n, d))).isEqualTo(expected);
        for (Isa isa : Engines.natives()) {
          assertThat(uniform(isa, Matrix.tiles(n, d))).as("%s, %d x %d", isa, n, d).isEqualTo(expected);
          assertThat(uniform(isa, Matrix.rows(n, d))).as("%s, %d x %d rows", isa, n, d).isEqualTo(expected);
        }
      }
    }
  }

  private static long[] uniform(Isa isa, Matrix candidates) {
    new Uniform(KEY, box(candidates.columns(), -3, 4), candidates).launch(Device.cpu(2, isa));
    return Engines.bits(candidates);
  }

  @Test
  void uniformCandidatesFillTheBoxAndStayInIt() {
    for (double[] bounds : new double[][] {{-3, 4}, {1e300, 1.5e308}, {-1.7e308, 1.7e308}, {1, Math.nextUp(1.0)}}) {
      Matrix candidates = Matrix.tiles(20_000, 2);
      Box box = Box.of(new double[] {bounds[0], bounds[0]}, new double[] {bounds[1], bounds[1]});
      new Uniform(KEY, box, candidates).launch(Device.cpu(1));
      double mean = 0.0;
      for (long i = 0; i < 20_000; i++) {
        double x = candidates.get(i, 1);
        assertThat(x).isBetween(bounds[0], bounds[1]);
        mean += (0.5 * x - 0.5 * bounds[0]) / (0.5 * bounds[1] - 0.5 * bounds[0]) / 20_000;
      }
      assertThat(mean).isBetween(0.48, 0.52);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theNoiseIsSummedAlikeByEveryEngineHoweverItIsSplit(int powers) {
    for (int d : DIMENSIONS) {
      for (long n : POPULATIONS) {
        Matrix weights = weights(n);
        double[] expected = sum(weights, powers, d, Device.cpu(1, Isa.JAVA));
        for (Isa isa : Engines.natives()) {
          for (int threads : new int[] {1, 3}) {
            assertThat(sum(weights, powers, d, Device.cpu(threads, isa)))
                .as("%s, %d x %d, %d threads", isa, n, d, threads).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void theSumsAreThoseOfWeightTimesNoiseAndItsSquare() {
    int n = 1000;
    int d = 6;
    Matrix weights = weights(n);
    double[] first = new double[d];
    double[] second = new double[d];
    double[] noise = new double[d];
    for (int i = 0; i < n; i++) {
      Normals.row(KEY.at(KEY.generation(), KEY.individual() + i), noise);
      for (int j = 0; j < d; j++) {
        first[j] += weights.get(i, 0) * noise[j];
        second[j] += weights.get(i, 0) * noise[j] * noise[j];
      }
    }
    double[] sums = sum(weights, 2, d, Device.cpu(1));
    for (int j = 0; j < d; j++) {
      assertThat(sums[j]).isCloseTo(first[j], within(1e-12));
      assertThat(sums[d + j]).isCloseTo(second[j], within(1e-12));
    }
    assertThat(sum(weights, 1, d, Device.cpu(1))).isEqualTo(Arrays.copyOf(sums, d));
  }

  private static Matrix weights(long n) {
    Matrix weights = Matrix.tiles(n, 1);
    for (long i = 0; i < n; i++) weights.set(i, 0, Math.scalb((double) (i % 11 - 5) / 7, (int) -(i % 13)));
    return weights;
  }

  private static double[] sum(Matrix weights, int powers, int d, Device device) {
    FixedPointSum sums = NoiseSum.sums(weights.rows(), 1, powers, d);
    new NoiseSum(KEY, weights, powers, sums).launch(device);
    return sums.toArray();
  }
}
