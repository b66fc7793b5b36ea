package evox.algorithm;

import evox.array.Matrix;
import evox.core.Bounds;
import evox.world.Device;
import java.util.Arrays;

/**
 * Maps any point smoothly into the bounds, so that a search need not know them and finds optima that lie on them. It
 * is the identity but for a margin inside each bound, where it is a parabola that touches the bound; beyond that it
 * goes on as its mirror image.
 *
 * <p>The margin is a twentieth of the box's width or, with one bound infinite, of 1 + |the other|. Hansen's reference
 * implementations of CMA-ES bound their search in this way.
 *
 * @param lower d lower bounds
 * @param upper d upper bounds
 * @param margin inside each bound, d
 */
record BoundTransform(double[] lower, double[] upper, double[] margin) {

  private static final double MARGIN = 0.05;

  static BoundTransform of(Bounds bounds) {
    double[] lower = bounds.lower();
    double[] upper = bounds.upper();
    double[] margin = new double[lower.length];
    for (int j = 0; j < lower.length; j++) {
      double width = Double.isInfinite(lower[j]) ? 1.0 + Math.abs(upper[j])
          : Double.isInfinite(upper[j]) ? 1.0 + Math.abs(lower[j]) : upper[j] - lower[j];
      if (width == Double.POSITIVE_INFINITY && !Double.isInfinite(lower[j])) {
        throw new IllegalArgumentException("the width between bounds must be a finite number, got lower[" + j + "]="
            + lower[j] + ", upper[" + j + "]=" + upper[j]);
      }
      margin[j] = MARGIN * width;
    }
    return new BoundTransform(lower, upper, margin);
  }

  /** Brings every row within the bounds. */
  void inside(Matrix points, Device device) {
    int d = points.columns();
    if (Arrays.stream(margin).allMatch(Double::isInfinite)) return;
    device.forEach(points.rows(), Math.max(1, 20_000 / d), (from, to) -> {
      double[] row = new double[d];
      for (long i = from; i < to; i++) {
        points.read(i, row);
        for (int j = 0; j < d; j++) row[j] = inside(j, row[j]);
        points.write(i, row);
      }
    });
  }

  /** The point that {@link #inside} maps to a point within the bounds. */
  double[] outside(double[] x) {
    double[] y = new double[x.length];
    for (int j = 0; j < x.length; j++) y[j] = outside(j, x[j]);
    return y;
  }

  /** The point within the bounds for coordinate j of any finite point. */
  double inside(int j, double y) {
    double low = lower[j] - margin[j];
    double high = upper[j] + margin[j];
    double x = y;
    if (x < low || x > high) x = mirrored(low, high, x);
    if (x < lower[j] + margin[j]) {
      double over = x - low;
      x = lower[j] + over * over / (4.0 * margin[j]);
    } else if (x > upper[j] - margin[j]) {
      double under = high - x;
      x = upper[j] - under * under / (4.0 * margin[j]);
    }
    double raised = lower[j] > x ? lower[j] : x;
    return upper[j] < raised ? upper[j] : raised;
  }

  /** The point nearest to the middle that {@link #inside} maps to x. */
  double outside(int j, double x) {
    if (x < lower[j] + margin[j]) {
      return lower[j] - margin[j] + Math.sqrt(4.0 * margin[j] * (x - lower[j]));
    }
    if (x > upper[j] - margin[j]) {
      return upper[j] + margin[j] - Math.sqrt(4.0 * margin[j] * (upper[j] - x));
    }
    return x;
  }

  private static double mirrored(double low, double high, double y) {
    if (low == Double.NEGATIVE_INFINITY) return high - (y - high);
    if (high == Double.POSITIVE_INFINITY) return low + (low - y);
    double width = high - low;
    double over = y - low;
    over = Math.fma(-2.0 * width, Math.floor(over / (2.0 * width)), over);
    return low + (over > width ? 2.0 * width - over : over);
  }
}
