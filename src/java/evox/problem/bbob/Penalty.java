package evox.problem.bbob;

/** The sum of the squares of how far coordinates lie outside the box [-5, 5], times a factor; a factor of 0 is none. */
record Penalty(double factor) {

  static final Penalty NONE = new Penalty(0.0);

  double value(double[] x) {
    if (factor == 0.0) return 0.0;
    double sum = 0.0;
    for (double v : x) sum = add(Math.abs(v) - 5.0, sum);
    return factor * sum;
  }

  /** Adds the square of an excess to a sum, if it is above 0. */
  static double add(double excess, double sum) {
    double outside = 0.0 > excess ? 0.0 : excess;
    return Math.fma(outside, outside, sum);
  }
}
