package evox.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Places points evenly on the shapes that Pareto fronts have. */
final class Front {

  /** How much finer than the points the curve is looked at, to find where it rises. */
  private static final int FINENESS = 64;

  private Front() {}

  /**
   * Points of a curve over [from, to] where it falls below all that lies to their left: what is Pareto-optimal of it.
   *
   * @return points x 2: where, and the curve's value
   */
  static double[][] falling(DoubleUnaryOperator curve, double from, double to, int points) {
    if (points < 2) throw new IllegalArgumentException("number of points must be 2 or more, got points=" + points);
    int last = (points - 1) * FINENESS;
    List<double[]> lows = new ArrayList<>();
    double low = Double.POSITIVE_INFINITY;
    for (int k = 0; k <= last; k++) {
      double x = from + (to - from) * k / last;
      double value = curve.applyAsDouble(x);
      if (value < low) {
        low = value;
        lows.add(new double[] {x, value});
      }
    }
    double[][] front = new double[points][];
    for (int k = 0; k < points; k++) front[k] = lows.get((int) ((lows.size() - 1L) * k / (points - 1)));
    return front;
  }

  /**
   * Das and Dennis's lattice (doi 10.1137/S1052623496307510): all vectors of m multiples of 1 / p that sum to 1, with
   * the largest p that makes at most so many.
   */
  static double[][] simplex(int objectives, int points) {
    if (points < objectives) {
      throw new IllegalArgumentException("number of points must be " + objectives + " or more, the number of"
          + " objectives, got points=" + points);
    }
    int divisions = 1;
    while (count(divisions + 1, objectives) <= points) divisions++;
    List<double[]> lattice = new ArrayList<>();
    fill(new double[objectives], 0, divisions, divisions, lattice);
    return lattice.toArray(double[][]::new);
  }

  private static void fill(double[] point, int place, int left, int divisions, List<double[]> lattice) {
    if (place == point.length - 1) {
      point[place] = (double) left / divisions;
      lattice.add(point.clone());
      return;
    }
    for (int taken = 0; taken <= left; taken++) {
      point[place] = (double) taken / divisions;
      fill(point, place + 1, left - taken, divisions, lattice);
    }
  }

  /** (divisions + objectives - 1) over (objectives - 1), or more than any int. */
  private static long count(int divisions, int objectives) {
    long count = 1;
    for (int k = 1; k < objectives && count <= Integer.MAX_VALUE; k++) count = count * (divisions + k) / k;
    return count;
  }
}
