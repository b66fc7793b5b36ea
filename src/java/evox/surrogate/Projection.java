package evox.surrogate;

/**
 * Observations projected on inducing points. With K the covariance of m inducing points, R that of these and n
 * observations, L L' = K and V = L^-1 R, what is to be inverted is {@code B = noise K + R R' = L (noise I + V V') L'}; the
 * matrix in the middle is well conditioned where B is not.
 *
 * @param inner factor of K
 * @param outer factor of {@code noise I + V V'}
 * @param projected V, m x n
 * @param weights of the inducing points in the posterior's mean, {@code B^-1 R values}
 * @param explained what the projection explains of the sum of squares
 */
record Projection(Cholesky inner, Cholesky outer, double[][] projected, double[] weights, double explained) {

  /** The projection; null if a matrix is not positive definite. */
  static Projection of(Scaled scaled, double noise, double[][] among, double[][] across, double[] values) {
    Cholesky inner = Cholesky.of(SparseGaussianProcess.covariance(scaled, among)).orElse(null);
    if (inner == null) return null;
    double[][] projected = scaled.values(across);
    inner.solveLower(projected);
    int m = among.length;
    double[][] products = new double[m][m];
    double[] loads = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = i; j < m; j++) products[i][j] = Dense.dot(projected[i], projected[j]);
      products[i][i] += noise;
      loads[i] = Dense.dot(projected[i], values);
    }
    Cholesky outer = Cholesky.of(products).orElse(null);
    if (outer == null) return null;
    double[] weights = outer.solve(loads);
    double explained = Dense.dot(loads, weights);
    inner.solveUpper(weights);
    return new Projection(inner, outer, projected, weights, explained);
  }

  /** B^-1, m x m. */
  double[][] inverse() {
    int m = weights.length;
    double[][] inverse = new double[m][m];
    for (int i = 0; i < m; i++) inverse[i][i] = 1.0;
    inner.solveLower(inverse);
    return finished(inverse);
  }

  /** B^-1 R, m x n. */
  double[][] solved() {
    double[][] solved = new double[projected.length][];
    for (int i = 0; i < solved.length; i++) solved[i] = projected[i].clone();
    return finished(solved);
  }

  private double[][] finished(double[][] rows) {
    outer.solveLower(rows);
    outer.solveUpper(rows);
    inner.solveUpper(rows);
    return rows;
  }
}
