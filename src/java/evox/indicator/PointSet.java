package evox.indicator;

import evox.array.Matrix;
import java.util.Arrays;

/** The points of a matrix that are numbers, and the mean distance between sets. */
final class PointSet {

  /** How far point a is from point b. */
  @FunctionalInterface
  interface Distance {
    double between(double[] a, double[] b);
  }

  private PointSet() {}

  /** The rows without a NaN. */
  static double[][] of(Matrix points, int objectives) {
    if (points.columns() != objectives) {
      throw new IllegalArgumentException("points must have " + objectives + " objectives, as the indicator has, got"
          + " objectives=" + points.columns());
    }
    double[][] rows = new double[Math.toIntExact(points.rows())][];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] row = points.row(i);
      boolean isNumber = true;
      for (double v : row) isNumber &= v == v;
      if (isNumber) rows[count++] = row;
    }
    return Arrays.copyOf(rows, count);
  }

  /** A reference front that can be measured against: some points of as many objectives each, none of them NaN. */
  static double[][] front(double[][] front) {
    if (front.length == 0) throw new IllegalArgumentException("a front must have 1 point or more, got points=0");
    double[][] rows = of(Matrix.of(front), front[0].length);
    if (rows.length < front.length) throw new IllegalArgumentException("a front must consist of numbers, got NaN");
    return rows;
  }

  /** The mean over the first set of the distance to the nearest point of the second; infinite if either is empty. */
  static double meanToNearest(double[][] from, double[][] to, Distance distance) {
    double sum = 0.0;
    for (double[] a : from) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] b : to) nearest = Math.min(nearest, distance.between(a, b));
      sum += nearest;
    }
    return from.length == 0 ? Double.POSITIVE_INFINITY : sum / from.length;
  }

  static double euclidean(double[] a, double[] b) {
    double sum = 0.0;
    for (int j = 0; j < a.length; j++) sum = Math.fma(a[j] - b[j], a[j] - b[j], sum);
    return Math.sqrt(sum);
  }
}
