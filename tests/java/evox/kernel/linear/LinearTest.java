package evox.kernel.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Isa;
import evox.kernel.Doubles;
import evox.kernel.Kernel;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTest {

  /** Every engine that runs here, on one thread and on three. */
  private static Stream<Device> devices() {
    return Arrays.stream(Isa.values()).filter(Isa::runsHere)
        .flatMap(isa -> Stream.of(Device.cpu(1, isa), Device.cpu(3, isa)));
  }

  private static Matrix random(Matrix matrix, long seed) {
    RandomKey key = RandomKey.of(seed);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) matrix.set(i, j, key.normal((long) i * matrix.columns() + j));
    }
    return matrix;
  }

  /** A covariance: positive definite, symmetric to the last bit. */
  private static Matrix covariance(int n, long seed) {
    Matrix covariance = Matrix.rows(n, n);
    new RankUpdate(covariance, 1.0, random(Matrix.rows(2 * n, n), seed), 2L * n).launch(Device.cpu(1, Isa.JAVA));
    return covariance;
  }

  private static long[] bits(Matrix matrix) {
    long[] bits = new long[(int) matrix.rows() * matrix.columns()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(matrix.get(i / matrix.columns(), i % matrix.columns()));
    }
    return bits;
  }

  private static void fill(Matrix matrix, double value) {
    for (long i = 0; i < matrix.rows(); i++) for (int j = 0; j < matrix.columns(); j++) matrix.set(i, j, value);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 10, 31, 33, 100, 127})
  void aProductHasTheBitsOfTheTripleLoop(int n) {
    for (Layout layout : Layout.values()) {
      Matrix left = random(layout == Layout.TILES ? Matrix.tiles(n + 3, n) : Matrix.rows(n + 3, n), 1);
      Matrix right = random(Matrix.rows(n, n + 2), 2);
      Matrix expected = Matrix.rows(n + 3, n + 2);
      for (int i = 0; i < n + 3; i++) {
        for (int j = 0; j < n + 2; j++) {
          double sum = 0.0;
          for (int k = 0; k < n; k++) sum = Math.fma(left.get(i, k), right.get(k, j), sum);
          expected.set(i, j, sum);
        }
      }
      devices().forEach(device -> {
        Matrix product = Matrix.rows(n + 3, n + 2);
        fill(product, Double.NaN);
        new Multiply(left, right, product).launch(device);
        assertThat(bits(product)).as("%s %s", layout, device.isa()).isEqualTo(bits(expected));
      });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 10, 31, 33, 100, 127})
  void aRankUpdateHasTheBitsOfTheTripleLoopAndStaysSymmetric(int n) {
    Matrix before = covariance(n, 3);
    Matrix steps = random(Matrix.rows(11, n), 4);
    Matrix expected = Matrix.rows(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = before.get(i, j) * 0.875;
        for (int k = 0; k < 11; k++) sum = Math.fma(k < 6 ? steps.get(k, i) : -steps.get(k, i), steps.get(k, j), sum);
        expected.set(i, j, sum);
      }
    }
    devices().forEach(device -> {
      Matrix covariance = Matrix.rows(n, n);
      before.copyTo(covariance);
      new RankUpdate(covariance, 0.875, steps, 6).launch(device);
      assertThat(bits(covariance)).as("%s", device.isa()).isEqualTo(bits(expected));
    });
    for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) assertThat(expected.get(i, j)).isEqualTo(expected.get(j, i));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 10, 31, 33, 100, 127})
  void eigenvectorsAreOrthogonalAndSolveTheirEquationOnEveryEngineWithTheSameBits(int n) {
    Matrix matrix = covariance(n, 5);
    Matrix vectors = Matrix.rows(n, n);
    Doubles values = Doubles.zeros(n);
    new SymmetricEigen(matrix, vectors, values).launch(Device.cpu(1, Isa.JAVA));
    assertDecomposes(matrix, vectors, values.toArray(), 1e-14);
    assertSameOnEveryEngine(matrix, vectors, values);
  }

  @Test
  void matricesWithManyEqualOrVanishingEigenvaluesAreDecomposed() {
    for (int n : new int[] {1, 2, 5, 12}) {
      for (double diagonal : new double[] {0.0, -0.0, 1.0, 1e-300, 1e300, 0x1p-1074}) {
        Matrix matrix = Matrix.rows(n, n);
        for (int i = 0; i < n; i++) matrix.set(i, i, diagonal);
        assertDecomposesEverywhere(matrix);
      }
      Matrix ones = Matrix.rows(n, n);
      fill(ones, 1e-200);
      assertDecomposesEverywhere(ones);
      Matrix graded = covariance(n, 6);
      for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) {
        graded.set(i, j, graded.get(i, j) * Math.scalb(1.0, -3 * (i + j)));
      }
      assertDecomposesEverywhere(graded);
    }
  }

  @Test
  void aMatrixThatIsNotFiniteHasNaNForEigenvaluesAndTheIdentityForVectors() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Matrix matrix = covariance(9, 7);
      matrix.set(8, 3, bad);
      devices().forEach(device -> {
        Matrix vectors = Matrix.rows(9, 9);
        Doubles values = Doubles.zeros(9);
        new SymmetricEigen(matrix, vectors, values).launch(device);
        assertThat(values.toArray()).containsOnly(Double.NaN);
        for (int i = 0; i < 9; i++) for (int j = 0; j < 9; j++) assertThat(vectors.get(i, j)).isEqualTo(i == j ? 1 : 0);
      });
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new Multiply(Matrix.rows(2, 3), Matrix.rows(2, 3), Matrix.rows(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the sizes must be m x p, p x n and m x n, got left=2 x 3, right=2 x 3, product=2 x 3");
    assertThatThrownBy(() -> new RankUpdate(Matrix.rows(3, 3), 1.0, Matrix.rows(2, 3), 4))
        .hasMessage("number of steps added must be in [0, 2], the number of steps, got added=4");
    assertThatThrownBy(() -> new SymmetricEigen(Matrix.tiles(3, 3), Matrix.rows(3, 3), Doubles.zeros(3)))
        .hasMessage("the matrix must lie in rows, got matrix in TILES");
  }

  private static void assertDecomposesEverywhere(Matrix matrix) {
    int n = matrix.columns();
    Matrix vectors = Matrix.rows(n, n);
    Doubles values = Doubles.zeros(n);
    new SymmetricEigen(matrix, vectors, values).launch(Device.cpu(1, Isa.JAVA));
    assertDecomposes(matrix, vectors, values.toArray(), 1e-14);
    assertSameOnEveryEngine(matrix, vectors, values);
  }

  private static void assertSameOnEveryEngine(Matrix matrix, Matrix vectors, Doubles values) {
    int n = matrix.columns();
    devices().forEach(device -> {
      Matrix others = Matrix.rows(n, n);
      Doubles otherValues = Doubles.zeros(n);
      Kernel eigen = new SymmetricEigen(matrix, others, otherValues);
      eigen.launch(device);
      assertThat(bits(others)).as("%s", device.isa()).isEqualTo(bits(vectors));
      for (int k = 0; k < n; k++) {
        assertThat(Double.doubleToRawLongBits(otherValues.get(k))).as("%s", device.isa())
            .isEqualTo(Double.doubleToRawLongBits(values.get(k)));
      }
    });
  }

  private static void assertDecomposes(Matrix matrix, Matrix vectors, double[] values, double tolerance) {
    int n = values.length;
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < n; k++) {
      double[] v = vectors.row(k);
      for (int i = 0; i < n; i++) {
        double product = 0.0;
        for (int j = 0; j < n; j++) product += matrix.get(i, j) * v[j];
        assertThat(Math.abs(product - values[k] * v[i])).isLessThanOrEqualTo(tolerance * largest);
        double inner = 0.0;
        for (int j = 0; j < n; j++) inner += v[j] * vectors.get(i, j);
        assertThat(Math.abs(inner - (i == k ? 1.0 : 0.0))).isLessThanOrEqualTo(tolerance);
      }
    }
  }
}
