package evox.kernel.genetic;

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
public record SimulatedBinaryCrossover(double probability, DistributionIndex index) {

  /** Parents closer than this in a coordinate keep it: there is no distance to spread. */
  private static final double CLOSE = 1e-14;

  /** The blocks of random words: one decides on the pair, those after it on the coordinates, 8 blocks on 32. */
  private static final int PAIR = 0;
  private static final int COORDINATES = 1;

  public SimulatedBinaryCrossover {
    if (!(probability >= 0.0 && probability <= 1.0)) {
      throw new IllegalArgumentException("crossover must be a probability in [0, 1], got crossover=" + probability);
    }
  }

  /**
   * Turns two parents, d coordinates each, into their children.
   *
   * @param key of the pair
   * @return whether any coordinate was crossed; if not, the children are copies of the parents
   */
  boolean apply(double[] a, double[] b, double[] lower, double[] upper, RandomKey key) {
    if (!(Uniforms.of(key.words(Purpose.GENETIC, PAIR)[0]) < probability)) return false;
    int[] words = words(a.length, key);
    int[] crossed = new int[a.length];
    int count = 0;
    // Collected without a branch, which would go wrong every other time.
    for (int j = 0; j < a.length; j++) {
      crossed[count] = j;
      count += Math.abs(a[j] - b[j]) > CLOSE ? words[j] >>> 31 : 0;
    }
    for (int k = 0; k < count; k++) cross(a, b, crossed[k], words[crossed[k]], lower, upper);
    return count > 0;
  }

  /** A word for each coordinate: those of d, d + 8, d + 16 and d + 24 are of one block. */
  private static int[] words(int dimension, RandomKey key) {
    int[] words = new int[dimension];
    for (int j = 0; j < dimension; j = j % 8 == 7 ? j + 25 : j + 1) {
      int[] block = key.words(Purpose.GENETIC, COORDINATES + j / 32 * 8 + j % 8);
      for (int k = 0; k < 4 && j + 8 * k < dimension; k++) words[j + 8 * k] = block[k];
    }
    return words;
  }

  /**
   * The first bit of the word said that the coordinate is crossed, the second says which child lies where, the rest
   * how far.
   */
  private void cross(double[] a, double[] b, int j, int word, double[] lower, double[] upper) {
    double low = a[j] < b[j] ? a[j] : b[j];
    double high = a[j] > b[j] ? a[j] : b[j];
    double deviate = Uniforms.of(word << 2);
    double below = 0.5 * (low + high - (high - low) * spread(deviate, high - low, low - lower[j]));
    double above = 0.5 * (low + high + (high - low) * spread(deviate, high - low, upper[j] - high));
    below = inside(below, lower[j], upper[j]);
    above = inside(above, lower[j], upper[j]);
    boolean swapped = (word & 1 << 30) != 0;
    a[j] = swapped ? above : below;
    b[j] = swapped ? below : above;
  }

  /** The distance of the children as a multiple of their parents', for a parent so far inside its bound. */
  private double spread(double deviate, double distance, double room) {
    return index.spread(deviate * (2.0 - index.power(distance / (distance + 2.0 * room))));
  }

  static double inside(double x, double lower, double upper) {
    double raised = lower > x ? lower : x;
    return upper < raised ? upper : raised;
  }
}
