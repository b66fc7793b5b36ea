package evox.problem.bbob;

/**
 * A matrix times z: a rotation, or rotations with a scaling between them. Products and sums are rounded one by one, as
 * COCO does it: f19 magnifies a difference in the last bit ten thousand times.
 */
final class Linear implements Stage {

  /** By columns, so that the sums of all rows advance together and each runs over k in order. */
  private final double[] columns;

  /** @param rows the matrix, d x d */
  Linear(double[][] rows) {
    int d = rows.length;
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

  @Override
  public double[] constants() {
    return columns;
  }
}
