package evox.problem.bbob;

import evox.array.Elementary;

/**
 * T_asy: stretches what is above 0, the more the later the coordinate.
 *
 * @param strength the paper's beta times i / (d - 1), for each coordinate i
 */
record Asymmetric(double[] strength) implements Stage {

  static Asymmetric of(int d, double beta) {
    return new Asymmetric(Vectors.ramp(d, beta));
  }

  @Override
  public double[] apply(double[] z) {
    for (int i = 0; i < z.length; i++) {
      double v = z[i];
      z[i] = v > 0.0 ? Elementary.pow(v, Math.fma(strength[i], Math.sqrt(v), 1.0)) : v;
    }
    return z;
  }

  @Override
  public double[] constants() {
    return strength;
  }
}
