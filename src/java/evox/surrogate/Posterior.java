package evox.surrogate;

import evox.core.Differentiable;
import java.util.Arrays;

/**
 * What a Gaussian process knows of a function: a mean and a variance at every point. As a differentiable function it is
 * the mean. A value; any number of threads may ask.
 *
 * @param offset the mean where nothing is known
 * @param points that covariances are taken with, m x p
 * @param weights of these covariances in the mean, m
 * @param reduction m x m: what the observations take off the variance is this matrix between the covariances
 */
public record Posterior(CovarianceFunction function, Hyperparameters hyperparameters, double offset, double[][] points,
    double[] weights, double[][] reduction) implements Differentiable {

  /** The mean at a point of p features. */
  public double mean(double[] at) {
    return Dense.dot(covariances(at), weights) + offset;
  }

  /** The variance there, of the function alone, without noise: 0 or more. */
  public double variance(double[] at) {
    double[] covariances = covariances(at);
    double variance = hyperparameters.variance();
    for (int i = 0; i < covariances.length; i++) {
      variance = Math.fma(-covariances[i], Dense.dot(reduction[i], covariances), variance);
    }
    return 0.0 > variance ? 0.0 : variance;
  }

  @Override
  public double evaluateWithGradient(double[] at, double[] gradient) {
    Scaled scaled = new Scaled(function, hyperparameters);
    Arrays.fill(gradient, 0.0);
    double sum = 0.0;
    for (int i = 0; i < points.length; i++) {
      double distance = Dense.squaredDistance(at, points[i]);
      sum = Math.fma(scaled.at(distance), weights[i], sum);
      double factor = 2.0 * weights[i] * scaled.slope(distance);
      for (int j = 0; j < at.length; j++) gradient[j] = Math.fma(factor, at[j] - points[i][j], gradient[j]);
    }
    return sum + offset;
  }

  private double[] covariances(double[] at) {
    Scaled scaled = new Scaled(function, hyperparameters);
    double[] covariances = new double[points.length];
    for (int i = 0; i < points.length; i++) covariances[i] = scaled.at(Dense.squaredDistance(at, points[i]));
    return covariances;
  }
}
