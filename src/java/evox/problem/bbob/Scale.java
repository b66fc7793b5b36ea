package evox.problem.bbob;

/** A factor for each coordinate: the paper's diagonal matrix Lambda, among others. */
record Scale(double[] factors) implements Stage {

  @Override
  public double[] apply(double[] z) {
    for (int i = 0; i < z.length; i++) z[i] = factors[i] * z[i];
    return z;
  }

  @Override
  public double[] constants() {
    return factors;
  }
}
