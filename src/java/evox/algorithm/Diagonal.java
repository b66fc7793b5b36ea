package evox.algorithm;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.array.Order;
import evox.core.Best;
import evox.core.Bounds;
import evox.kernel.Box;
import evox.kernel.Doubles;
import evox.kernel.NoiseSum;
import evox.kernel.Sample;
import evox.random.RandomKey;
import evox.world.Device;

/**
 * A normal distribution of d independent coordinates, and n candidates drawn from it and brought into the bounds.
 *
 * @param mean d
 * @param deviation d standard deviations
 * @param everywhere no bounds, for the drawing
 * @param bounds that candidates are brought into
 * @param weights n x 1; of the candidates, in their order
 * @param candidates n x d
 */
record Diagonal(Doubles mean, Doubles deviation, Box everywhere, BoundTransform bounds, Matrix weights,
    Matrix candidates) {

  /** Sums over the candidates: of weight times noise, and of weight times its square; d each. */
  record Sums(double[] noise, double[] squares) {}

  /** @param mean a point within the bounds */
  static Diagonal of(double[] mean, double[] deviation, Bounds bounds, int n) {
    int d = mean.length;
    Bounds none = Bounds.none(d);
    BoundTransform transform = BoundTransform.of(bounds);
    return new Diagonal(Doubles.of(transform.outside(mean)), Doubles.of(deviation), Box.of(none.lower(), none.upper()),
        transform, Matrix.tiles(n, 1), Matrix.tiles(n, d));
  }

  /** Draws the candidates of the key's generation. */
  Matrix draw(RandomKey key, Device device) {
    new Sample(key, mean, deviation, everywhere, candidates).launch(device);
    bounds.inside(candidates, device);
    return candidates;
  }

  /**
   * Sums the noise of that generation.
   *
   * @param ranking candidates from best to worst
   * @param byRank their weights in this order
   */
  Sums sums(RandomKey key, int[] ranking, double[] byRank, Device device) {
    double largest = 0.0;
    for (int i = 0; i < ranking.length; i++) {
      weights.set(ranking[i], 0, byRank[i]);
      largest = Math.max(largest, Math.abs(byRank[i]));
    }
    int d = mean.length();
    FixedPointSum sums = NoiseSum.sums(ranking.length, largest, 2, d);
    new NoiseSum(key, weights, 2, sums).launch(device);
    double[] noise = new double[d];
    double[] squares = new double[d];
    for (int j = 0; j < d; j++) {
      noise[j] = sums.get(j);
      squares[j] = sums.get(d + j);
    }
    return new Sums(noise, squares);
  }

  /** Moves the mean by so many standard deviations in each coordinate. */
  void move(double[] steps) {
    for (int j = 0; j < steps.length; j++) {
      mean.set(j, Math.fma(deviation.get(j), steps[j], mean.get(j)));
    }
  }

  /** The best so far: also the first of all, though it be infinite. */
  Best better(Best best, Matrix fitness, int first) {
    double value = fitness.get(first, 0);
    boolean better = Order.better(value, best.fitness()) || best == Best.NONE && value == value;
    return better ? new Best(value, candidates.row(first)) : best;
  }
}
