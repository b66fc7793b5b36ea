package evox.problem.bbob;

/** A ridge along the first coordinate, as sharp as a cone. */
record SharpRidge() implements Core {

  @Override
  public double value(double[] z) {
    double off = 0.0;
    for (int i = 1; i < z.length; i++) off = Math.fma(z[i], z[i], off);
    return Math.fma(100.0, Math.sqrt(off), z[0] * z[0]);
  }
}
