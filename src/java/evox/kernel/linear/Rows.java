package evox.kernel.linear;

import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Columns;
import evox.foreign.DenseAlgebra;

/** What the definitions here do with rows; a loop over Java arrays is several times one over memory segments. */
final class Rows {

  private Rows() {}

  static void require(String name, Matrix matrix) {
    if (matrix.layout() != Layout.ROWS) {
      throw new IllegalArgumentException("the matrix must lie in rows, got " + name + " in " + matrix.layout());
    }
  }

  /**
   * A matrix in a GPU's memory as a library of dense algebra sees it: one in rows is the transpose of one in columns, and
   * of one in tiles each tile lies in columns, of which this is the first.
   *
   * @param written whether its elements will be written
   */
  static Columns columns(Matrix matrix, DenseAlgebra algebra, boolean written) {
    long stride = matrix.layout() == Layout.TILES ? Layout.TILE : matrix.stride();
    return Columns.of(matrix.memory().on(algebra.gpu(), written), Math.toIntExact(stride));
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
