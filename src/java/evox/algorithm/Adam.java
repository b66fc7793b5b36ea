package evox.algorithm;

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
public record Adam(double[] first, double[] second, double firstDecay, double secondDecay) {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Before the first step. */
  static Adam of(int d) {
    return new Adam(new double[d], new double[d], 1.0, 1.0);
  }

  /**
   * The state after a step uphill; its arrays are this one's.
   *
   * @param parameters d, to which the step is added
   */
  Adam ascend(double[] parameters, double[] gradient, double rate) {
    double decay1 = firstDecay * BETA1;
    double decay2 = secondDecay * BETA2;
    for (int j = 0; j < parameters.length; j++) {
      first[j] = BETA1 * first[j] + (1 - BETA1) * gradient[j];
      second[j] = BETA2 * second[j] + (1 - BETA2) * (gradient[j] * gradient[j]);
      double mean = first[j] / (1 - decay1);
      double deviation = Math.sqrt(second[j] / (1 - decay2));
      parameters[j] += rate * mean / (deviation + EPSILON);
    }
    return new Adam(first, second, decay1, decay2);
  }
}
