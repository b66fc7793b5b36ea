package evox.surrogate;

/**
 * A covariance function with its variance and length: covariances from squared distances.
 *
 * @param perSquare one by the square of the length
 */
record Scaled(CovarianceFunction function, double variance, double perSquare) {

  Scaled(CovarianceFunction function, Hyperparameters hyperparameters) {
    this(function, hyperparameters.variance(), 1.0 / (hyperparameters.length() * hyperparameters.length()));
  }

  double at(double squaredDistance) {
    return variance * function.at(squaredDistance * perSquare);
  }

  /** The derivative by the squared distance. */
  double slope(double squaredDistance) {
    return variance * perSquare * function.slope(squaredDistance * perSquare);
  }

  double[][] values(double[][] squaredDistances) {
    double[][] values = new double[squaredDistances.length][squaredDistances[0].length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) values[i][j] = at(squaredDistances[i][j]);
    }
    return values;
  }

  /**
   * Carries the derivatives of a number by the covariances over to those by the logarithms of variance and length.
   *
   * @param byCovariance of the same size as the distances
   * @return these two
   */
  double[] derivatives(double[][] squaredDistances, double[][] byCovariance) {
    double byVariance = 0.0;
    double byLength = 0.0;
    for (int i = 0; i < squaredDistances.length; i++) {
      for (int j = 0; j < squaredDistances[i].length; j++) {
        double distance = squaredDistances[i][j];
        byVariance = Math.fma(byCovariance[i][j], at(distance), byVariance);
        byLength = Math.fma(byCovariance[i][j], -2.0 * distance * slope(distance), byLength);
      }
    }
    return new double[] {byVariance, byLength};
  }
}
