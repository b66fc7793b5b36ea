package evox.problem.bbob;

/** A bent valley with its floor at 1. */
record Rosenbrock() implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length - 1; i++) sum = term(z[i], z[i + 1], sum);
    return sum;
  }

  /** One link of the chain, added to a sum. */
  static double term(double v, double next, double sum) {
    double bend = v * v - next;
    double gap = v - 1.0;
    return sum + (100.0 * bend * bend + gap * gap);
  }
}
