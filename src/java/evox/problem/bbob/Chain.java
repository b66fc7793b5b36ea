package evox.problem.bbob;

/** Adds to each coordinate a quarter of how far the one before it is off: f20's only dependence between coordinates. */
record Chain(double[] at) implements Stage {

  @Override
  public double[] apply(double[] z) {
    for (int i = z.length - 1; i > 0; i--) z[i] = Math.fma(0.25, z[i - 1] - at[i - 1], z[i]);
    return z;
  }

  @Override
  public double[] constants() {
    return at;
  }
}
