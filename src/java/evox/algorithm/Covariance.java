package evox.algorithm;

import evox.array.Matrix;
import evox.kernel.Doubles;
import evox.kernel.linear.Multiply;
import evox.kernel.linear.RankUpdate;
import evox.kernel.linear.SymmetricEigen;
import evox.world.Device;
import java.util.Arrays;

/**
 * The shape of a normal distribution of d coordinates.
 *
 * @param matrix d x d, the covariance
 * @param axes d x d; row k is an eigenvector times its length
 * @param lengths d square roots of the eigenvalues
 * @param path d; the evolution path p_c
 * @param values d; where eigenvalues are received
 * @param white 1 x d; what is to be turned
 * @param turned 1 x d
 */
record Covariance(Matrix matrix, Matrix axes, double[] lengths, double[] path, Doubles values, Matrix white,
    Matrix turned) {

  /** The largest ratio of eigenvalues; beyond it the least are raised. */
  private static final double CONDITION = 1e14;

  /** Eigenvalues beyond this, or below its inverse, mean that the search has left the numbers. */
  private static final double LARGEST = 1e100;

  /** The identity. */
  static Covariance identity(int d) {
    Covariance identity = new Covariance(Matrix.rows(d, d), Matrix.rows(d, d), new double[d], new double[d],
        Doubles.zeros(d), Matrix.rows(1, d), Matrix.rows(1, d));
    identity.restart();
    return identity;
  }

  /** Writes each candidate's move: its noise, stretched and turned to this shape. */
  void shape(Matrix noise, Matrix moves, Device device) {
    new Multiply(noise, axes, moves).launch(device);
  }

  /** Noise that has been turned to the axes of this shape, but not stretched. */
  double[] turn(double[] noise, Device device) {
    for (int k = 0; k < noise.length; k++) white.set(0, k, noise[k] / lengths[k]);
    new Multiply(white, axes, turned).launch(device);
    return turned.row(0);
  }

  /** See {@link RankUpdate}. */
  void update(double decay, Matrix steps, long added, Device device) {
    new RankUpdate(matrix, decay, steps, added).launch(device);
  }

  /** Makes axes and lengths those of the matrix. */
  void decompose(Device device) {
    new SymmetricEigen(matrix, axes, values).launch(device);
    int d = lengths.length;
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < d; k++) {
      double value = values.get(k);
      // Written so that NaN is taken for the largest.
      if (!(value <= largest)) largest = value;
      if (value < least) least = value;
    }
    if (!(largest < LARGEST && largest > 1.0 / LARGEST)) {
      restart();
      return;
    }
    double raise = Math.max(0.0, largest / CONDITION - least);
    double[] axis = new double[d];
    for (int k = 0; k < d; k++) {
      if (raise > 0.0) matrix.set(k, k, matrix.get(k, k) + raise);
      lengths[k] = Math.sqrt(values.get(k) + raise);
      axes.read(k, axis);
      for (int j = 0; j < d; j++) axis[j] *= lengths[k];
      axes.write(k, axis);
    }
  }

  private void restart() {
    double[] row = new double[path.length];
    for (int k = 0; k < row.length; k++) {
      Arrays.fill(row, 0.0);
      row[k] = 1.0;
      matrix.write(k, row);
      axes.write(k, row);
    }
    Arrays.fill(lengths, 1.0);
    Arrays.fill(path, 0.0);
  }
}
