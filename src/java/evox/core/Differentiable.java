package evox.core;

/** A function of d coordinates that knows its gradient. */
@FunctionalInterface
public interface Differentiable {

  /**
   * Evaluates it.
   *
   * @param x d coordinates
   * @param gradient receives the d derivatives
   * @return the value; NaN where there is none
   */
  double evaluateWithGradient(double[] x, double[] gradient);
}
