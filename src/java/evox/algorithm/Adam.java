package evox.algorithm;

import evox.kernel.Doubles;

/**
 * The Adam optimiser of a vector of d parameters.
 *
 * <p>Kingma, Ba: Adam: a method for stochastic optimization. ICLR 2015. doi:10.48550/arXiv.1412.6980
 *
 * @param first d decaying means of the gradient
 * @param second d decaying means of its square
 * @param firstDecay beta1 to the power of the number of steps done
 * @param secondDecay beta2 to the power of the number of steps done
 */
public record Adam(Doubles first, Doubles second, double firstDecay, double secondDecay) {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Before the first step. */
  static Adam of(int d) {
    return new Adam(Doubles.zeros(d), Doubles.zeros(d), 1.0, 1.0);
  }

  /** At the next step; its arrays are this one's. */
  Adam next() {
    return new Adam(first, second, firstDecay * BETA1, secondDecay * BETA2);
  }

  /**
   * This step of parameter j uphill; to be asked for once. Parameters do not depend on one another.
   *
   * @return what is to be added to the parameter
   */
  double step(int j, double gradient, double rate) {
    double m = BETA1 * first.get(j) + (1 - BETA1) * gradient;
    double v = BETA2 * second.get(j) + (1 - BETA2) * (gradient * gradient);
    first.set(j, m);
    second.set(j, v);
    double mean = m / (1 - firstDecay);
    double deviation = Math.sqrt(v / (1 - secondDecay));
    return rate * mean / (deviation + EPSILON);
  }
}
