package evox.surrogate;

import evox.core.Differentiable;

/** A way to predict a function's values from some of them. */
public sealed interface Regression permits GaussianProcess, SparseGaussianProcess {

  /**
   * What is known of the function after the observations.
   *
   * @throws ArithmeticException if their covariance is not positive definite in double precision; more noise helps
   */
  Posterior posterior(Observations data, Hyperparameters hyperparameters);

  /**
   * Minus the logarithm of the marginal likelihood, as a function of the logarithms of variance, length and noise;
   * infinite where the covariance is not positive definite.
   */
  Differentiable negativeLogLikelihood(Observations data);
}
