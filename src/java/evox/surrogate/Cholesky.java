package evox.surrogate;

import evox.array.Elementary;
import java.util.Optional;

/**
 * A symmetric positive definite matrix as U'U, with U upper triangular. Rows are worked on as wholes, so that the
 * compiler can do several columns at a time; each element has one fixed order of operations.
 */
final class Cholesky {

  private final double[][] upper;

  private Cholesky(double[][] upper) {
    this.upper = upper;
  }

  /** The factor, in the matrix's memory; nothing if it is not positive definite. */
  static Optional<Cholesky> of(double[][] matrix) {
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      double[] row = matrix[k];
      if (!(row[k] > 0.0 && row[k] <= Double.MAX_VALUE)) return Optional.empty();
      double root = Math.sqrt(row[k]);
      for (int j = k; j < n; j++) row[j] /= root;
      for (int i = k + 1; i < n; i++) subtract(row[i], row, matrix[i], i);
    }
    return Optional.of(new Cholesky(matrix));
  }

  /** Subtracts a multiple of a row from another, from a column on. */
  private static void subtract(double factor, double[] row, double[] from, int start) {
    for (int j = start; j < row.length; j++) from[j] = Math.fma(-factor, row[j], from[j]);
  }

  double logDeterminant() {
    double sum = 0.0;
    for (int k = 0; k < upper.length; k++) sum += Elementary.log(upper[k][k]);
    return 2.0 * sum;
  }

  /** Replaces B, n rows, by the solution Y of U'Y = B. */
  void solveLower(double[][] b) {
    for (int k = 0; k < upper.length; k++) {
      for (int i = 0; i < k; i++) subtract(upper[i][k], b[i], b[k], 0);
      for (int j = 0; j < b[k].length; j++) b[k][j] /= upper[k][k];
    }
  }

  /** Replaces B, n rows, by the solution X of UX = B. */
  void solveUpper(double[][] b) {
    for (int k = upper.length - 1; k >= 0; k--) {
      for (int i = k + 1; i < upper.length; i++) subtract(upper[k][i], b[i], b[k], 0);
      for (int j = 0; j < b[k].length; j++) b[k][j] /= upper[k][k];
    }
  }

  /** Solves for one right-hand side. */
  double[] solve(double[] b) {
    double[] x = b.clone();
    solveLower(x);
    solveUpper(x);
    return x;
  }

  void solveLower(double[] b) {
    for (int k = 0; k < b.length; k++) {
      b[k] /= upper[k][k];
      for (int j = k + 1; j < b.length; j++) b[j] = Math.fma(-upper[k][j], b[k], b[j]);
    }
  }

  void solveUpper(double[] b) {
    for (int k = b.length - 1; k >= 0; k--) {
      for (int j = k + 1; j < b.length; j++) b[k] = Math.fma(-upper[k][j], b[j], b[k]);
      b[k] /= upper[k][k];
    }
  }

  /** The inverse of the whole matrix. */
  double[][] inverse() {
    double[][] inverse = new double[upper.length][upper.length];
    for (int k = 0; k < upper.length; k++) inverse[k][k] = 1.0;
    solveLower(inverse);
    solveUpper(inverse);
    return inverse;
  }
}
