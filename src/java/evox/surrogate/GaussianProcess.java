package evox.surrogate;

import evox.array.Elementary;
import evox.core.Differentiable;

/**
 * Regression by a Gaussian process: every observation counts; time grows with the cube of their number, memory with its
 * square. Sums run over the observations in their order, in one thread.
 *
 * <p>Rasmussen, Williams: Gaussian Processes for Machine Learning. MIT Press 2006, algorithm 2.1 and section 5.4.1.
 */
public record GaussianProcess(CovarianceFunction function) implements Regression {

  @Override
  public Posterior posterior(Observations data, Hyperparameters hyperparameters) {
    double[][] covariance = new Scaled(function, hyperparameters)
        .values(Observations.squaredDistances(data.points(), data.points()));
    addDiagonal(covariance, hyperparameters.noise());
    Cholesky factor = Cholesky.of(covariance).orElseThrow(() -> notPositive(data, hyperparameters));
    return new Posterior(function, hyperparameters, data.mean(), data.points(), factor.solve(data.deviations()),
        factor.inverse());
  }

  static ArithmeticException notPositive(Observations data, Hyperparameters hyperparameters) {
    return new ArithmeticException("the covariance of " + data.size() + " observations must be positive definite, got "
        + hyperparameters + "; more noise makes it so");
  }

  static void addDiagonal(double[][] matrix, double value) {
    for (int i = 0; i < matrix.length; i++) matrix[i][i] += value;
  }

  @Override
  public Differentiable negativeLogLikelihood(Observations data) {
    double[][] distances = Observations.squaredDistances(data.points(), data.points());
    double[] values = data.deviations();
    return (logarithms, gradient) -> negativeLogLikelihood(distances, values, logarithms, gradient);
  }

  private double negativeLogLikelihood(double[][] distances, double[] values, double[] logarithms, double[] gradient) {
    Hyperparameters hyperparameters = Hyperparameters.ofLogarithms(logarithms);
    Scaled scaled = new Scaled(function, hyperparameters);
    int n = values.length;
    double[][] covariance = scaled.values(distances);
    addDiagonal(covariance, hyperparameters.noise());
    Cholesky factor = Cholesky.of(covariance).orElse(null);
    if (factor == null) return Double.POSITIVE_INFINITY;
    double[] weights = factor.solve(values);
    double[][] slope = factor.inverse();
    for (int i = 0; i < n; i++) Dense.add(-weights[i], weights, slope[i]);
    double trace = 0.0;
    for (int i = 0; i < n; i++) trace += slope[i][i];
    double[] byScale = scaled.derivatives(distances, slope);
    gradient[0] = 0.5 * byScale[0];
    gradient[1] = 0.5 * byScale[1];
    gradient[2] = 0.5 * hyperparameters.noise() * trace;
    return 0.5 * (Dense.dot(values, weights) + factor.logDeterminant() + n * Elementary.log(2.0 * Math.PI));
  }
}
