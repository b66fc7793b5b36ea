package evox.kernel.linear;

import evox.array.Matrix;
import evox.kernel.Arguments;
import evox.kernel.Doubles;
import evox.kernel.Kernel;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, in no particular order of the values. They are all NaN, and
 * the vectors those of the identity, where the matrix has an element that is not finite.
 *
 * <p>Householder's tridiagonalisation, then the QL algorithm with implicit shifts: Martin, Wilkinson: The implicit QL
 * algorithm. Numerische Mathematik 12, 1968. doi:10.1007/BF02165404
 *
 * @param matrix n x n, in rows; not changed
 * @param vectors n x n, in rows; receives in row k the eigenvector of value k
 * @param values receives the n eigenvalues
 */
public record SymmetricEigen(Matrix matrix, Matrix vectors, Doubles values) implements Kernel {

  public SymmetricEigen {
    if (matrix.rows() != matrix.columns() || vectors.rows() != matrix.rows() || vectors.columns() != matrix.columns()
        || values.length() != matrix.columns()) {
      throw new IllegalArgumentException("the sizes must be n x n, n x n and n, got matrix=" + matrix.rows() + " x "
          + matrix.columns() + ", vectors=" + vectors.rows() + " x " + vectors.columns() + ", values="
          + values.length());
    }
    Rows.require("matrix", matrix);
    Rows.require("vectors", vectors);
  }

  @Override
  public String name() {
    return "symmetric-eigen";
  }

  /** One: each step needs the one before. */
  @Override
  public long units() {
    return 1;
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(matrix).add(vectors).add(values).add(matrix.rows()).add(matrix.stride());
  }

  @Override
  public void compute(long from, long to) {
    double[][] rows = Rows.read(matrix);
    int n = rows.length;
    double largest = largest(rows);
    double[] diagonal = new double[n];
    if (largest <= Double.MAX_VALUE) {
      // A power of two changes no bit, and keeps squares far from overflow and underflow.
      int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
      scale(rows, Math.scalb(1.0, -exponent));
      double[] beside = new double[n];
      new Tridiagonal(rows).reduce(diagonal, beside);
      ImplicitQL.diagonalise(diagonal, beside, rows);
      for (int k = 0; k < n; k++) diagonal[k] *= Math.scalb(1.0, exponent);
    } else {
      for (int k = 0; k < n; k++) {
        rows[k] = new double[n];
        rows[k][k] = 1.0;
        diagonal[k] = Double.NaN;
      }
    }
    for (int k = 0; k < n; k++) vectors.write(k, rows[k]);
    values.set(diagonal);
  }

  /** The largest magnitude, or infinity if one is not finite. */
  private static double largest(double[][] rows) {
    double largest = 0.0;
    for (double[] row : rows) {
      for (double value : row) {
        double magnitude = Math.abs(value);
        if (!(magnitude <= Double.MAX_VALUE)) return Double.POSITIVE_INFINITY;
        if (magnitude > largest) largest = magnitude;
      }
    }
    return largest;
  }

  private static void scale(double[][] rows, double factor) {
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) row[j] *= factor;
    }
  }
}
