package evox.algorithm;

import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * Simulated binary crossover: two children on either side of the mean of two parents, spread as the parents are, and
 * inside the bounds. Each coordinate is crossed with probability 1/2 and otherwise inherited.
 *
 * <p>Deb, Agrawal: Simulated binary crossover for continuous search space. Complex Systems 9, 1995. With the bounds as
 * in the program of the authors of NSGA-II, doi:10.1109/4235.996017.
 *
 * @param probability that a pair of parents is crossed at all
 * @param index of the spread
 */
record SimulatedBinaryCrossover(double probability, DistributionIndex index) {

  /** Parents closer than this in a coordinate keep it: there is no distance to spread. */
  private static final double CLOSE = 1e-14;

  /** The blocks of random words: one decides on the pair, those after it on the coordinates, four in a block. */
  private static final long PAIR = 0;
  private static final long COORDINATES = 1;

  SimulatedBinaryCrossover {
    if (!(probability >= 0.0 && probability <= 1.0)) {
      throw new IllegalArgumentException("crossover must be a probability in [0, 1], got crossover=" + probability);
    }
  }

  /**
   * Turns two parents, d coordinates each, into their children. A coordinate takes one random word: the first bit says
   * whether it is crossed, the second which child lies where, and the others how far out.
   *
   * @param key of the pair
   * @return whether any coordinate was crossed; if not, the children are copies of the parents
   */
  boolean apply(double[] a, double[] b, double[] lower, double[] upper, RandomKey key) {
    if (Uniforms.of(key.words(Purpose.GENETIC, PAIR)[0]) >= probability) return false;
    int[] words = new int[a.length];
    key.words(Purpose.GENETIC, COORDINATES, words);
    // The crossed coordinates are collected without a branch, which would go wrong every other time.
    int[] crossed = new int[a.length];
    int count = 0;
    for (int j = 0; j < a.length; j++) {
      crossed[count] = j;
      count += Math.abs(a[j] - b[j]) > CLOSE ? words[j] >>> 31 : 0;
    }
    for (int k = 0; k < count; k++) {
      int j = crossed[k];
      double low = Math.min(a[j], b[j]);
      double high = Math.max(a[j], b[j]);
      double deviate = Uniforms.of(words[j] << 2);
      double below = low + high - (high - low) * spread(deviate, high - low, low - lower[j]);
      double above = low + high + (high - low) * spread(deviate, high - low, upper[j] - high);
      below = Math.min(upper[j], Math.max(lower[j], 0.5 * below));
      above = Math.min(upper[j], Math.max(lower[j], 0.5 * above));
      boolean swapped = (words[j] & 1 << 30) != 0;
      a[j] = swapped ? above : below;
      b[j] = swapped ? below : above;
    }
    return count > 0;
  }

  /** The distance of the children as a multiple of their parents', for a parent so far inside its bound. */
  private double spread(double deviate, double distance, double room) {
    return index.spread(deviate * (2.0 - index.power(distance / (distance + 2.0 * room))));
  }
}
