package evox.problem.bbob;

/** A weighted sum of squares. */
record Quadratic(double[] weights) implements Core {

  /** All coordinates alike. */
  static Quadratic sphere(int d) {
    return new Quadratic(Vectors.all(d, 1.0));
  }

  /** Weights that grow from 1 in the first coordinate to the condition number in the last. */
  static Quadratic ellipsoid(int d, double condition) {
    return new Quadratic(Vectors.powers(d, condition));
  }

  /** One weight for the first coordinate and another for the rest: a discus or a cigar. */
  static Quadratic firstAndOthers(int d, double first, double others) {
    return new Quadratic(Vectors.of(d, i -> i == 0 ? first : others));
  }

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length; i++) sum = Math.fma(weights[i] * z[i], z[i], sum);
    return sum;
  }

  @Override
  public double[] constants() {
    return weights;
  }
}
