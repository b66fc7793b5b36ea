package evox.algorithm;

import evox.array.Elementary;

/**
 * The constants of CMA-ES for a dimension and a population; all from table 1 of the tutorial, whose symbols these are.
 *
 * @param dimension n
 * @param weights of the candidates by rank, the best one's first; those of the worse half are negative, or 0
 * @param parents how many weights are positive, mu
 * @param selected their variance-effective number, mueff
 * @param stepRate c_sigma, of the path of the step size
 * @param damping d_sigma, of the step size
 * @param pathRate c_c, of the path of the covariance
 * @param oneRate c_1, of the covariance's rank-one update
 * @param manyRate c_mu, of its rank-mu update
 * @param length expected length of a standard normal vector, chi_n
 */
record Adaptation(int dimension, double[] weights, int parents, double selected, double stepRate, double damping,
    double pathRate, double oneRate, double manyRate, double length) {

  /** The population where none is asked for, {@code 4 + floor(3 ln d)}. */
  static long population(int d) {
    return 4 + (long) (3.0 * Elementary.log(d));
  }

  /** The constants for lambda candidates of n coordinates. */
  static Adaptation of(int n, int lambda, boolean active) {
    double[] weights = new double[lambda];
    for (int i = 0; i < lambda; i++) weights[i] = Elementary.log((lambda + 1) / 2.0) - Elementary.log(i + 1.0);
    int parents = lambda / 2;
    double positive = sum(weights, 0, parents);
    double selected = effective(weights, 0, parents);
    double stepRate = (selected + 2.0) / (n + selected + 5.0);
    double damping = 1.0 + 2.0 * Math.max(0.0, Math.sqrt((selected - 1.0) / (n + 1.0)) - 1.0) + stepRate;
    double pathRate = (4.0 + selected / n) / (n + 4.0 + 2.0 * selected / n);
    double oneRate = 2.0 / ((n + 1.3) * (n + 1.3) + selected);
    double manyRate = Math.min(1.0 - oneRate,
        2.0 * (0.25 + selected + 1.0 / selected - 2.0) / ((n + 2.0) * (n + 2.0) + selected));
    double negative = active ? Math.min(1.0 + oneRate / manyRate, Math.min(
        1.0 + 2.0 * effective(weights, parents, lambda) / (selected + 2.0),
        (1.0 - oneRate - manyRate) / (n * manyRate))) : 0.0;
    double worse = -sum(weights, parents, lambda);
    for (int i = 0; i < lambda; i++) weights[i] *= i < parents ? 1.0 / positive : negative / worse;
    double length = Math.sqrt(n) * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n));
    return new Adaptation(n, weights, parents, selected, stepRate, damping, pathRate, oneRate, manyRate, length);
  }

  /** Generations from one decomposition of the covariance to the next: it then takes a small part of the time. */
  long interval() {
    return Math.max(1, (long) (0.5 / ((oneRate + manyRate) * dimension)));
  }

  private static double sum(double[] weights, int from, int to) {
    double sum = 0.0;
    for (int i = from; i < to; i++) sum += weights[i];
    return sum;
  }

  private static double effective(double[] weights, int from, int to) {
    double sum = sum(weights, from, to);
    double squares = 0.0;
    for (int i = from; i < to; i++) squares = Math.fma(weights[i], weights[i], squares);
    return sum * sum / squares;
  }
}
