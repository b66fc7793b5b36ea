package evox.indicator;

import evox.array.Matrix;

/**
 * GD: the mean distance of the points from a front, the less the better. It says nothing of how much of the front they
 * cover.
 *
 * <p>Van Veldhuizen, Lamont: Evolutionary computation and convergence to a Pareto front. Late Breaking Papers at the
 * Genetic Programming Conference, 1998. Taken here as the mean, where the authors take the root of the sum of squares
 * over n.
 *
 * @param front the true Pareto front, points x m
 */
public record GenerationalDistance(double[][] front) implements Indicator {

  public GenerationalDistance {
    front = PointSet.front(front);
  }

  @Override
  public double of(Matrix points) {
    return PointSet.meanToNearest(PointSet.of(points, front[0].length), front, PointSet::euclidean);
  }
}
