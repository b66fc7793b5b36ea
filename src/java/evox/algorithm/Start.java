package evox.algorithm;

import evox.core.Bounds;
import java.util.Arrays;

/** What a search with a mean and a step size begins with, and what it needs for that. */
final class Start {

  /** The first step where none is given, in box widths. */
  private static final double STEP = 0.3;

  private Start() {}

  static void requireValid(long population, double sigma) {
    if (population < 0 || population == 1 || population > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("population must be in [2, 2^31), or 0 for the default, got population="
          + population);
    }
    if (!(sigma >= 0.0 && sigma <= StepSize.LARGEST)) {
      throw new IllegalArgumentException("sigma must be a number above 0, or 0 for the default, got sigma=" + sigma);
    }
  }

  /**
   * The first mean.
   *
   * @param start d coordinates, or one for all of them, or none for the middle of the bounds
   */
  static double[] mean(String algorithm, double[] start, Bounds bounds) {
    int d = bounds.dimension();
    double[] mean = new double[d];
    if (start.length == 0) {
      requireFinite(algorithm, "start", bounds);
      for (int j = 0; j < d; j++) mean[j] = 0.5 * bounds.lower(j) + 0.5 * bounds.upper(j);
      return mean;
    }
    if (start.length != 1 && start.length != d) {
      throw new IllegalArgumentException("start must have 1 coordinate or as many as the problem, " + d
          + ", got start=" + Arrays.toString(start));
    }
    for (int j = 0; j < d; j++) {
      mean[j] = start[start.length == 1 ? 0 : j];
      if (!(mean[j] >= bounds.lower(j) && mean[j] <= bounds.upper(j))) {
        throw new IllegalArgumentException("start must lie within the bounds [" + bounds.lower(j) + ", "
            + bounds.upper(j) + "] of coordinate " + j + ", got start=" + mean[j]);
      }
    }
    return mean;
  }

  /** The first step size, in units of {@link #scale}. */
  static double sigma(double sigma) {
    return sigma > 0.0 ? sigma : STEP;
  }

  /**
   * The unit of the step size in each coordinate.
   *
   * @param sigma the step size asked for, in the coordinates' own unit; or 0, where it is in box widths
   */
  static double[] scale(String algorithm, double sigma, Bounds bounds) {
    double[] scale = new double[bounds.dimension()];
    Arrays.fill(scale, 1.0);
    if (sigma > 0.0) return scale;
    requireFinite(algorithm, "sigma", bounds);
    for (int j = 0; j < scale.length; j++) scale[j] = bounds.upper(j) - bounds.lower(j);
    return scale;
  }

  private static void requireFinite(String algorithm, String setting, Bounds bounds) {
    if (bounds.isFinite()) return;
    bounds.requireFinite(algorithm + " without " + setting);
  }
}
