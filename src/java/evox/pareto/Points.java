package evox.pareto;

import evox.array.Matrix;
import evox.array.Order;

/**
 * n points with m objectives, kept as the order-preserving keys of {@link Order}, one column an objective. A point of
 * which any objective is NaN is NaN in all of them, so that every point without one dominates it.
 */
public final class Points {

  private final long[][] columns;
  private final int[] order;

  private Points(long[][] columns) {
    this.columns = columns;
    this.order = Sorted.by(columns);
  }

  /**
   * The rows of some matrices, one matrix after the other: individual i of the second is point n1 + i.
   *
   * @param fitness each n x m, with fewer than 2^30 rows together
   */
  public static Points of(Matrix... fitness) {
    long size = 0;
    for (Matrix matrix : fitness) size = Math.addExact(size, matrix.rows());
    int objectives = fitness[0].columns();
    long[][] columns = new long[objectives][Math.toIntExact(size)];
    int at = 0;
    for (Matrix matrix : fitness) {
      if (matrix.columns() != objectives) {
        throw new IllegalArgumentException("all points must have the same number of objectives, got " + objectives
            + " and " + matrix.columns());
      }
      double[] rows = new double[Math.toIntExact(matrix.rows() * objectives)];
      matrix.read(0, matrix.rows(), rows);
      for (int row = 0; row < rows.length; row += objectives, at++) {
        boolean isNumber = true;
        for (int j = 0; j < objectives; j++) {
          columns[j][at] = Order.key(rows[row + j]);
          isNumber &= columns[j][at] != Long.MAX_VALUE;
        }
        if (!isNumber) for (long[] column : columns) column[at] = Long.MAX_VALUE;
      }
    }
    return new Points(columns);
  }

  /** Number of points, n. */
  public int size() {
    return columns[0].length;
  }

  /** Number of objectives, m. */
  public int objectives() {
    return columns.length;
  }

  /** Objective j of point i. */
  public double value(int i, int j) {
    return Order.value(columns[j][i]);
  }

  /** Whether point a is nowhere worse than point b, and somewhere better. */
  public boolean dominates(int a, int b) {
    boolean better = false;
    for (long[] column : columns) {
      if (column[a] > column[b]) return false;
      better |= column[a] < column[b];
    }
    return better;
  }

  /** The points in lexicographic order, equal ones by index. */
  int[] order() {
    return order;
  }

  /** The m columns of n keys. */
  long[][] columns() {
    return columns;
  }
}
