package evox.surrogate;

import evox.array.Elementary;
import evox.core.Differentiable;
import evox.world.Device;

/**
 * Regression by a Gaussian process: every observation counts; time grows with the cube of their number, memory with its
 * square. Sums run over the observations in their order, in one thread.
 *
 * <p>A device {@linkplain Device#withAlgebra with a library of dense algebra} makes the squared distances of observations
 * from one product of matrices on its GPU. They lose digits: with a and b counted from the mean of all points, that of a
 * and b is off by about 2^-53 |a|²/|a - b|² of itself. So where observations are very near each other and there is hardly
 * any noise, their covariance may fail to be positive definite, which it would be without the device; more noise helps.
 * The bits are those of the library's version and that kind of GPU, and not promised. Ranks that each learn the same ask
 * {@link evox.world.World#requireSameProducts} first. A device does not travel, so hyper-parameters are then sought on
 * threads of this process, not on other processes. What a posterior is asked is computed on the processor.
 *
 * <p>Rasmussen, Williams: Gaussian Processes for Machine Learning. MIT Press 2006, algorithm 2.1 and section 5.4.1.
 *
 * @param device whose library is used, if it has one; null for none, and bits that are the same everywhere
 */
public record GaussianProcess(CovarianceFunction function, Device device) implements Regression {

  /** One whose bits are the same everywhere. */
  public GaussianProcess(CovarianceFunction function) {
    this(function, null);
  }

  @Override
  public Posterior posterior(Observations data, Hyperparameters hyperparameters) {
    double[][] covariance = new Scaled(function, hyperparameters)
        .values(new Distances(device).among(data.points()));
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
    double[][] distances = new Distances(device).among(data.points());
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
