package evox.indicator;

import evox.array.Matrix;

/** One number for the quality of a set of points with m objectives, to be minimised. */
public interface Indicator {

  /**
   * The quality of a set.
   *
   * @param points n x m, such as the fitness of a population; points with a NaN are left out
   * @throws IllegalArgumentException if m is not the number of objectives that the indicator was made for
   */
  double of(Matrix points);
}
