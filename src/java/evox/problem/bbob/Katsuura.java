package evox.problem.bbob;

import evox.array.Elementary;

/** A product over the coordinates of sums of zigzags, each half as wide as the one before: rugged everywhere. */
record Katsuura(double exponent) implements Core {

  private static final int ZIGZAGS = 32;

  static Katsuura of(int d) {
    return new Katsuura(10.0 / Elementary.pow(d, 1.2));
  }

  @Override
  public double value(double[] z) {
    double logs = 0.0;
    for (int i = 0; i < z.length; i++) {
      double sum = 0.0;
      double scale = 1.0;
      for (int zigzag = 0; zigzag < ZIGZAGS; zigzag++) {
        scale *= 2.0;
        double v = scale * z[i];
        sum = Math.fma(Math.abs(v - Math.rint(v)), 1.0 / scale, sum);
      }
      logs = logs + Elementary.log(Math.fma(i + 1, sum, 1.0));
    }
    double product = Elementary.exp(exponent * logs);
    return 10.0 / ((double) z.length * z.length) * (product - 1.0);
  }

  @Override
  public double[] constants() {
    return new double[] {exponent};
  }
}
