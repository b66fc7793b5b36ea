package evox.problem.bbob;

/** z - to: moves a point to the origin. */
record Shift(double[] to) implements Stage {

  @Override
  public double[] apply(double[] z) {
    for (int i = 0; i < z.length; i++) z[i] = z[i] - to[i];
    return z;
  }

  @Override
  public double[] constants() {
    return to;
  }
}
