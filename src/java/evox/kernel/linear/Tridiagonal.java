package evox.kernel.linear;

import java.util.Arrays;

/**
 * Brings a symmetric matrix to tridiagonal form by Householder reflections {@code I - tau v v'}, one for each row but
 * the last two. Products with the matrix add whole rows, in their order; dot products have 8 partial sums.
 */
final class Tridiagonal {

  private static final int LANES = 8;

  private final double[][] a;
  private final int n;

  /** @param a the matrix, n rows of n; is overwritten */
  Tridiagonal(double[][] a) {
    this.a = a;
    this.n = a.length;
  }

  /**
   * Leaves in the matrix the orthogonal Q' with {@code A = Q T Q'}.
   *
   * @param diagonal receives T's n diagonal elements
   * @param beside receives the n - 1 elements beside them, and 0
   */
  void reduce(double[] diagonal, double[] beside) {
    double[] tau = new double[n];
    double[] p = new double[n];
    for (int k = 0; k + 2 < n; k++) {
      diagonal[k] = a[k][k];
      tau[k] = reflector(k, beside);
      if (tau[k] != 0.0) reflect(k, tau[k], p);
    }
    if (n >= 2) {
      diagonal[n - 2] = a[n - 2][n - 2];
      beside[n - 2] = a[n - 2][n - 1];
    }
    diagonal[n - 1] = a[n - 1][n - 1];
    beside[n - 1] = 0.0;
    accumulate(tau, p);
    transpose();
  }

  /** Makes row k, right of the diagonal, the vector v that reflects it to its first element; returns tau. */
  private double reflector(int k, double[] beside) {
    double[] v = a[k];
    double first = v[k + 1];
    double rest = dot(v, v, k + 2);
    if (rest == 0.0) {
      beside[k] = first;
      return 0.0;
    }
    double norm = Math.sqrt(Math.fma(first, first, rest));
    double alpha = first > 0.0 ? -norm : norm;
    double pivot = first - alpha;
    double inverse = 1.0 / pivot;
    v[k + 1] = 1.0;
    for (int j = k + 2; j < n; j++) v[j] *= inverse;
    beside[k] = alpha;
    return -pivot / alpha;
  }

  /** Applies the reflection from both sides to what is right of and below the diagonal element k. */
  private void reflect(int k, double tau, double[] p) {
    double[] v = a[k];
    Arrays.fill(p, 0.0);
    for (int r = k + 1; r < n; r++) Rows.add(v[r], a[r], k + 1, p);
    for (int j = k + 1; j < n; j++) p[j] *= tau;
    double half = 0.5 * tau * dot(p, v, k + 1);
    for (int j = k + 1; j < n; j++) p[j] = Math.fma(-half, v[j], p[j]);
    for (int r = k + 1; r < n; r++) {
      Rows.add(-p[r], v, k + 1, a[r]);
      Rows.add(-v[r], p, k + 1, a[r]);
    }
  }

  /** Overwrites the vectors v, the last first, by the product of the reflections, Q. */
  private void accumulate(double[] tau, double[] u) {
    for (int r = Math.max(0, n - 2); r < n; r++) unit(r, Math.max(0, n - 2));
    for (int k = n - 3; k >= 0; k--) {
      double[] v = a[k];
      if (tau[k] != 0.0) {
        Arrays.fill(u, 0.0);
        for (int r = k + 1; r < n; r++) Rows.add(v[r], a[r], k + 1, u);
        for (int r = k + 1; r < n; r++) Rows.add(-(tau[k] * v[r]), u, k + 1, a[r]);
      }
      for (int r = k + 1; r < n; r++) a[r][k] = 0.0;
      unit(k, k);
    }
  }

  private void unit(int r, int first) {
    for (int j = first; j < n; j++) a[r][j] = j == r ? 1.0 : 0.0;
  }

  private void transpose() {
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double above = a[j][i];
        a[j][i] = a[i][j];
        a[i][j] = above;
      }
    }
  }

  /** The sum of products from an element on: element j is added to partial sum j mod 8, and these in a tree. */
  private static double dot(double[] x, double[] y, int first) {
    double[] sum = new double[LANES];
    for (int j = first; j < x.length; j++) sum[j % LANES] = Math.fma(x[j], y[j], sum[j % LANES]);
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
  }
}
