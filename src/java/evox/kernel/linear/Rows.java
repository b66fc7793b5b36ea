package evox.kernel.linear;

import evox.array.Layout;
import evox.array.Matrix;

/** What the definitions here do with rows; a loop over Java arrays is several times one over memory segments. */
final class Rows {

  private Rows() {}

  static void require(String name, Matrix matrix) {
    if (matrix.layout() != Layout.ROWS) {
      throw new IllegalArgumentException("the matrix must lie in rows, got " + name + " in " + matrix.layout());
    }
  }

  /** All rows as arrays. */
  static double[][] read(Matrix matrix) {
    double[][] rows = new double[Math.toIntExact(matrix.rows())][];
    for (int i = 0; i < rows.length; i++) rows[i] = matrix.row(i);
    return rows;
  }

  /** {@code sum[j] = fma(factor, row[j], sum[j])} from a first column on. */
  static void add(double factor, double[] row, int first, double[] sum) {
    for (int j = first; j < sum.length; j++) sum[j] = Math.fma(factor, row[j], sum[j]);
  }
}
