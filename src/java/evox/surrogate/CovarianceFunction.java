package evox.surrogate;

import evox.array.Elementary;

/**
 * How alike a function is at two points, by s, the square of their distance in units of the length scale.
 *
 * <p>Rasmussen, Williams: Gaussian Processes for Machine Learning. MIT Press 2006, section 4.2.
 */
public enum CovarianceFunction {

  /** exp(-s/2): for smooth functions. */
  SQUARED_EXPONENTIAL {
    @Override
    double at(double s) {
      return Elementary.exp(-0.5 * s);
    }

    @Override
    double slope(double s) {
      return -0.5 * Elementary.exp(-0.5 * s);
    }
  },

  /** (1 + r + r²/3) exp(-r) with r² = 5s: for functions with two derivatives. */
  MATERN_52 {
    @Override
    double at(double s) {
      double r = Math.sqrt(5.0 * s);
      return (1.0 + r + r * r / 3.0) * Elementary.exp(-r);
    }

    @Override
    double slope(double s) {
      double r = Math.sqrt(5.0 * s);
      return -5.0 / 6.0 * (1.0 + r) * Elementary.exp(-r);
    }
  };

  /** The correlation, 1 at 0. */
  abstract double at(double s);

  /** Its derivative by s. */
  abstract double slope(double s);
}
