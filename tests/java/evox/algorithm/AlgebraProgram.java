package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.kernel.NoiseSum;
import evox.kernel.linear.Multiply;
import evox.kernel.linear.RankUpdate;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.List;

/** A process whose GPU multiplies matrices by a library: holds what comes out to the definitions. */
final class AlgebraProgram {

  private static final int[] SIZES = {1, 2, 7, 8, 31, 33, 100};

  private final Device gpu = Device.cpu(1).withGpus(List.of(0)).withAlgebra();
  private final Device processor = Device.cpu(1);

  private AlgebraProgram() {}

  public static void main(String[] arguments) {
    AlgebraProgram program = new AlgebraProgram();
    for (int size : SIZES) {
      program.products(size);
      program.updates(size);
      program.sums(size);
    }
    System.out.println("held by " + program.gpu.algebra().name());
    program.gpu.algebra().close();
  }

  private static Matrix random(Matrix matrix, long seed) {
    RandomKey key = RandomKey.of(seed);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) matrix.set(i, j, key.normal((long) i * matrix.columns() + j));
    }
    return matrix;
  }

  /** Left in either layout, with whole tiles alone and with a rest. */
  private void products(int n) {
    Matrix right = random(Matrix.rows(n, n + 2), 2);
    for (Matrix left : List.of(Matrix.tiles(64, n), Matrix.tiles(n + 32, n), Matrix.rows(n + 3, n))) {
      random(left, 1);
      Matrix expected = Matrix.rows(left.rows(), n + 2);
      new Multiply(left, right, expected).launch(processor);
      Matrix product = Matrix.rows(left.rows(), n + 2);
      product.fill(Double.NaN);
      new Multiply(left, right, product).launch(gpu);
      assertClose(product, expected, n);
    }
  }

  private void updates(int n) {
    Matrix steps = random(Matrix.rows(11, n), 4);
    for (long added : new long[] {0, 6, 11}) {
      Matrix expected = random(Matrix.rows(n, n), 5);
      Matrix covariance = expected.copy();
      new RankUpdate(expected, 0.875, steps, added).launch(processor);
      new RankUpdate(covariance, 0.875, steps, added).launch(gpu);
      assertClose(covariance, expected, 12);
    }
  }

  /** Room for fewer tiles than there are, for as many, and for more; and of all tiles the last ones alone. */
  private void sums(int dimension) {
    Matrix weights = random(Matrix.tiles(32 * 4 + 5, 1), 6);
    for (int tiles : new int[] {1, 2, 5, 8}) {
      for (long first : new long[] {0, 3}) {
        NoiseSum expected = sum(weights, dimension);
        expected.launch(processor, first, 5);
        NoiseSum sum = sum(weights, dimension);
        new NoiseProduct(StandardNormals.of(32L * tiles, dimension)).add(sum, gpu, first, 5);
        double[] values = expected.sums().toArray();
        double[] got = sum.sums().toArray();
        for (int j = 0; j < dimension; j++) assertThat(Math.abs(got[j] - values[j])).isLessThan(1e-12);
      }
    }
  }

  private static NoiseSum sum(Matrix weights, int dimension) {
    double largest = 0.0;
    for (int i = 0; i < weights.rows(); i++) largest = Math.max(largest, Math.abs(weights.get(i, 0)));
    FixedPointSum sums = NoiseSum.sums(weights.rows(), largest, 1, dimension);
    return new NoiseSum(RandomKey.of(9).at(3, 64), weights, 1, sums);
  }

  /** Within what so many roundings of numbers of this size can do. */
  private static void assertClose(Matrix got, Matrix expected, int terms) {
    for (long i = 0; i < expected.rows(); i++) {
      double[] row = expected.row(i);
      double[] other = got.row(i);
      double largest = Arrays.stream(row).map(Math::abs).max().orElseThrow();
      for (int j = 0; j < row.length; j++) {
        assertThat(Math.abs(other[j] - row[j])).isLessThanOrEqualTo(terms * 0x1p-50 * Math.max(1.0, largest));
      }
    }
  }
}
