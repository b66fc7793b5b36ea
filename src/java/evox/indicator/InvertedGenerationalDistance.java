package evox.indicator;

import evox.array.Matrix;

/**
 * IGD: the mean distance of a front from the points, the less the better. It sees both how near the front they are and
 * how much of it they cover.
 *
 * <p>Coello Coello, Reyes Sierra: A study of the parallelization of a coevolutionary multi-objective evolutionary
 * algorithm. MICAI 2004. doi:10.1007/978-3-540-24694-7_71
 *
 * @param front the true Pareto front, points x m
 */
public record InvertedGenerationalDistance(double[][] front) implements Indicator {

  public InvertedGenerationalDistance {
    front = PointSet.front(front);
  }

  @Override
  public double of(Matrix points) {
    return PointSet.meanToNearest(front, PointSet.of(points, front[0].length), PointSet::euclidean);
  }
}
