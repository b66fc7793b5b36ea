package evox.problem.bbob;

import evox.array.Elementary;

/** The root of a sum of powers, which grow from 2 in the first coordinate to 6 in the last. */
record DifferentPowers(double[] exponents) implements Core {

  static DifferentPowers of(int d) {
    return new DifferentPowers(Vectors.of(d, i -> 2.0 + 4.0 * i / (d - 1.0)));
  }

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length; i++) sum = sum + Elementary.pow(Math.abs(z[i]), exponents[i]);
    return Math.sqrt(sum);
  }

  @Override
  public double[] constants() {
    return exponents;
  }
}
