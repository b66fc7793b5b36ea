package evox.algorithm;

import evox.array.Elementary;

/**
 * Cumulative step-size adaptation: the step size grows while successive steps of the mean point the same way, and
 * shrinks while they undo one another.
 *
 * <p>Hansen, Ostermeier: Completely derandomized self-adaptation in evolution strategies. Evolutionary Computation 9,
 * 2001. doi:10.1162/106365601750190398
 *
 * @param sigma the step size
 * @param path d; the steps of the mean, fading, p_sigma
 * @param memory the part of its first value that the path still holds, squared
 * @param stalled whether the path is so long that the step size is about to grow much
 */
record StepSize(double sigma, double[] path, double memory, boolean stalled) {

  /** The step size stays within these, so that an unbounded descent ends in finite numbers. */
  static final double LEAST = 1e-150;
  static final double LARGEST = 1e150;

  static StepSize of(double sigma, int d) {
    return new StepSize(sigma, new double[d], 1.0, false);
  }

  /**
   * The next step size.
   *
   * @param step of the mean, d, as if the covariance were the identity
   */
  StepSize adapted(Adaptation constants, double[] step) {
    int d = path.length;
    double squares = advance(path, constants.stepRate(), constants.selected(), step);
    double left = memory * (1.0 - constants.stepRate()) * (1.0 - constants.stepRate());
    double growth = constants.stepRate() / constants.damping() * (Math.sqrt(squares) / constants.length() - 1.0);
    double next = sigma * Elementary.exp(Math.min(1.0, growth));
    return new StepSize(Math.min(LARGEST, Math.max(LEAST, next)), path, left,
        squares >= (1.0 - left) * (2.0 + 4.0 / (d + 1.0)) * d);
  }

  /** Adds a step to a path so that a path of random steps keeps its length; returns the square of that. */
  static double advance(double[] path, double rate, double selected, double[] step) {
    double gain = Math.sqrt(rate * (2.0 - rate) * selected);
    double squares = 0.0;
    for (int j = 0; j < path.length; j++) {
      path[j] = Math.fma(gain, step[j], (1.0 - rate) * path[j]);
      squares = Math.fma(path[j], path[j], squares);
    }
    return squares;
  }
}
