package evox.core;

import java.util.Arrays;

/**
 * The best candidate seen so far.
 *
 * @param fitness its fitness, to be minimised; positive infinity with no candidate yet
 * @param candidate its d coordinates; empty before the first generation
 */
public record Best(double fitness, double[] candidate) {

  /** Nothing yet. */
  public static final Best NONE = new Best(Double.POSITIVE_INFINITY, new double[0]);

  @Override
  public String toString() {
    return fitness + " at " + Arrays.toString(candidate);
  }
}
