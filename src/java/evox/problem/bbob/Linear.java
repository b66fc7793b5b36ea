package evox.problem.bbob;

/**
 * A matrix times z: a rotation, or rotations with a scaling between them. Products and sums are rounded one by one, as
 * COCO does it: f19 magnifies a difference in the last bit a hundred thousand times.
 */
final class Linear implements Stage {

  /** Rows of the product that the native stage computes together. */
  private static final int PANEL = 4;

  /** By columns, so that the sums of all rows advance together and each runs over k in order. */
  private final double[] columns;
  private final int dimension;

  /** @param rows the matrix, d x d */
  Linear(double[][] rows) {
    int d = rows.length;
    dimension = d;
    columns = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < d; k++) columns[k * d + i] = rows[i][k];
    }
  }

  @Override
  public double[] apply(double[] z) {
    int d = z.length;
    double[] product = new double[d];
    for (int k = 0; k < d; k++) {
      double v = z[k];
      for (int i = 0; i < d; i++) product[i] = product[i] + columns[k * d + i] * v;
    }
    return product;
  }

  /** In panels of four rows, each by columns, so that the native stage reads one stream; then single rows. */
  @Override
  public double[] constants() {
    double[] panels = new double[columns.length];
    int at = 0;
    for (int first = 0, rows = 0; first < dimension; first += rows) {
      rows = dimension - first < PANEL ? 1 : PANEL;
      for (int k = 0; k < dimension; k++) {
        System.arraycopy(columns, k * dimension + first, panels, at, rows);
        at += rows;
      }
    }
    return panels;
  }
}
