package evox.kernel.genetic;

import evox.array.Elementary;
import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * Polynomial mutation: moves one coordinate in d, on average, by a fraction of its range that is mostly small, and
 * never out of its bounds.
 *
 * <p>Deb, Goyal: A combined genetic adaptive search (GeneAS) for engineering design. Computer Science and Informatics
 * 26, 1996. With the bounds as in the program of the authors of NSGA-II, doi:10.1109/4235.996017.
 *
 * @param probability that a child is mutated at all; each coordinate then is with probability 1/d, at most 1/2
 * @param index of the spread
 */
public record PolynomialMutation(double probability, DistributionIndex index) {

  /** The blocks of random words: one decides on the child, each of those after it on one mutation. */
  private static final int CHILD = 1 << 30;

  public PolynomialMutation {
    if (!(probability >= 0.0 && probability <= 1.0)) {
      throw new IllegalArgumentException("mutation must be a probability in [0, 1], got mutation=" + probability);
    }
  }

  /**
   * Mutates a child of d coordinates in place.
   *
   * @param key of the child
   */
  void apply(double[] x, double[] lower, double[] upper, RandomKey key) {
    if (Uniforms.of(key.words(Purpose.GENETIC, CHILD)[0]) < probability) mutate(x, lower, upper, key, 0.0);
  }

  /** Mutates a child in one coordinate at least, so that it differs from the parent that it is a copy of. */
  void applyToCopy(double[] x, double[] lower, double[] upper, RandomKey key) {
    mutate(x, lower, upper, key, noneOf(x.length));
  }

  /** The logarithm of the probability that a coordinate does not mutate. */
  static double logOfKept(int dimension) {
    return Elementary.log(1.0 - Math.min(0.5, 1.0 / dimension));
  }

  /** The probability that none of d coordinates mutates. */
  static double noneOf(int dimension) {
    return Elementary.exp(dimension * logOfKept(dimension));
  }

  /**
   * Draws the gaps between coordinates that mutate, from their geometric distribution, rather than a number for each
   * coordinate.
   *
   * @param excluded the probability of gaps, the longest, that the first may not be
   */
  private void mutate(double[] x, double[] lower, double[] upper, RandomKey key, double excluded) {
    double logOfKept = logOfKept(x.length);
    double at = -1.0;
    for (int block = CHILD + 1; ; block++) {
      int[] words = key.words(Purpose.GENETIC, block);
      double deviate = 1.0 - Uniforms.of(words[0], words[1]) * (1.0 - excluded);
      at += 1.0 + Math.floor(Elementary.log(deviate) / logOfKept);
      if (!(at < x.length)) return;
      int j = (int) at;
      x[j] = moved(x[j], lower[j], upper[j], Uniforms.of(words[2], words[3]));
      excluded = 0.0;
    }
  }

  private double moved(double x, double lower, double upper, double deviate) {
    double range = upper - lower;
    double step;
    if (deviate <= 0.5) {
      double kept = index.power(1.0 - (x - lower) / range);
      step = index.root(2.0 * deviate + (1.0 - 2.0 * deviate) * kept) - 1.0;
    } else {
      double kept = index.power(1.0 - (upper - x) / range);
      step = 1.0 - index.root(2.0 * (1.0 - deviate) + 2.0 * (deviate - 0.5) * kept);
    }
    return SimulatedBinaryCrossover.inside(x + step * range, lower, upper);
  }
}
