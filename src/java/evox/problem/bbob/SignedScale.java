package evox.problem.bbob;

/** A factor for each coordinate, which depends on whether the coordinate is above 0. */
record SignedScale(double[] above, double[] below) implements Stage {

  @Override
  public double[] apply(double[] z) {
    for (int i = 0; i < z.length; i++) z[i] = (z[i] > 0.0 ? above[i] : below[i]) * z[i];
    return z;
  }

  @Override
  public double[] constants() {
    return Vectors.join(above, below);
  }
}
