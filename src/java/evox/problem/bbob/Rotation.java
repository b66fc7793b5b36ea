package evox.problem.bbob;

/** Makes the d x d matrices of the definitions, rows first. Done once a problem, in the order COCO does it. */
final class Rotation {

  private Rotation() {}

  /** A random rotation: normal numbers, column after column made orthonormal by Gram and Schmidt's process. */
  static double[][] of(int d, long seed) {
    double[] normal = LegacyRandom.normal(Math.multiplyExact(d, d), seed);
    double[][] columns = new double[d][d];
    for (int i = 0; i < d; i++) {
      double[] column = columns[i];
      System.arraycopy(normal, i * d, column, 0, d);
      for (int j = 0; j < i; j++) {
        double along = dot(column, columns[j]);
        for (int k = 0; k < d; k++) column[k] = column[k] - along * columns[j][k];
      }
      double length = Math.sqrt(dot(column, column));
      for (int k = 0; k < d; k++) column[k] = column[k] / length;
    }
    return transposed(columns);
  }

  /** left diag(factors) right. */
  static double[][] product(double[][] left, double[] factors, double[][] right) {
    int d = factors.length;
    double[][] product = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < d; k++) {
        double v = left[i][k] * factors[k];
        for (int j = 0; j < d; j++) product[i][j] = product[i][j] + v * right[k][j];
      }
    }
    return product;
  }

  /** diag(factors) rotation. */
  static double[][] scaled(double[] factors, double[][] rotation) {
    int d = factors.length;
    double[][] scaled = new double[d][];
    for (int i = 0; i < d; i++) {
      int row = i;
      scaled[i] = Vectors.of(d, j -> factors[row] * rotation[row][j]);
    }
    return scaled;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int k = 0; k < a.length; k++) sum = sum + a[k] * b[k];
    return sum;
  }

  private static double[][] transposed(double[][] matrix) {
    int d = matrix.length;
    double[][] transposed = new double[d][];
    for (int i = 0; i < d; i++) {
      int row = i;
      transposed[i] = Vectors.of(d, j -> matrix[j][row]);
    }
    return transposed;
  }
}
