package evox.indicator;

import evox.array.Matrix;

/**
 * IGD+: as IGD, but a distance counts only the objectives in which the point is worse than the front. Unlike IGD, it
 * never calls a set worse than one that it dominates.
 *
 * <p>Ishibuchi, Masuda, Tanigaki, Nojima: Modified distance calculation in generational distance and inverted
 * generational distance. EMO 2015. doi:10.1007/978-3-319-15892-1_8
 *
 * @param front the true Pareto front, points x m
 */
public record InvertedGenerationalDistancePlus(double[][] front) implements Indicator {

  public InvertedGenerationalDistancePlus {
    front = PointSet.front(front);
  }

  @Override
  public double of(Matrix points) {
    return PointSet.meanToNearest(front, PointSet.of(points, front[0].length),
        InvertedGenerationalDistancePlus::excess);
  }

  private static double excess(double[] reference, double[] point) {
    double sum = 0.0;
    for (int j = 0; j < point.length; j++) {
      double worse = Math.max(0.0, point[j] - reference[j]);
      sum = Math.fma(worse, worse, sum);
    }
    return Math.sqrt(sum);
  }
}
