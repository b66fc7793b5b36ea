package evox.problem.bbob;

import evox.array.Elementary;

/** T_osz: many small, smooth, asymmetric wrinkles at every scale. */
record Oscillate() implements Stage {

  @Override
  public double[] apply(double[] z) {
    for (int i = 0; i < z.length; i++) z[i] = of(z[i]);
    return z;
  }

  /** T_osz of one number; 0 stays 0. */
  static double of(double z) {
    double log = Elementary.log(Math.abs(z));
    double t = 10.0 * log;
    double a = z > 0.0 ? 1.0 : 0.55;
    double b = z > 0.0 ? 0.79 : 0.31;
    double size = Elementary.exp(Math.fma(0.049, Elementary.sin(a * t) + Elementary.sin(b * t), log));
    return z == 0.0 ? 0.0 : z < 0.0 ? -size : size;
  }
}
