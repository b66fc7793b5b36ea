package evox.surrogate.structure;

import evox.array.Elementary;
import evox.random.RandomKey;
import java.util.List;

/**
 * Atoms at random in a ball, none too close to another as far as there is room.
 *
 * @param atoms how many
 * @param volume of the ball for each atom, in units of length cubed
 * @param distance that atoms keep, in units of length
 */
public record RandomCluster(int atoms, double volume, double distance) implements Generator {

  /** Places tried for an atom before it may come closer to others by a tenth. */
  private static final int TRIES = 50;

  public RandomCluster {
    if (atoms < 1) throw new IllegalArgumentException("number of atoms must be 1 or more, got atoms=" + atoms);
    if (!(volume > 0)) throw new IllegalArgumentException("volume must be above 0, got volume=" + volume);
    if (!(distance >= 0)) throw new IllegalArgumentException("distance must be 0 or more, got distance=" + distance);
  }

  @Override
  public double[] candidate(List<double[]> sample, RandomKey key) {
    double radius = Elementary.pow(0.75 * atoms * volume / Math.PI, 1.0 / 3.0);
    double[] x = new double[3 * atoms];
    double apart = distance;
    int tries = 0;
    long draw = 0;
    for (int atom = 0; atom < atoms; draw += 3) {
      for (int c = 0; c < 3; c++) x[3 * atom + c] = radius * Math.fma(2.0, key.uniform(draw + c), -1.0);
      boolean inside = squared(x, atom, new double[3], 0) <= radius * radius;
      if (inside && isFree(x, atom, apart)) atom++;
      else if (++tries % TRIES == 0) apart *= 0.9;
    }
    return x;
  }

  private static boolean isFree(double[] x, int atom, double apart) {
    for (int other = 0; other < atom; other++) if (squared(x, atom, x, other) < apart * apart) return false;
    return true;
  }

  private static double squared(double[] x, int i, double[] y, int j) {
    double sum = 0.0;
    for (int c = 0; c < 3; c++) {
      double difference = x[3 * i + c] - y[3 * j + c];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
