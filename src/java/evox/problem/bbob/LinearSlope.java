package evox.problem.bbob;

/** A plane that falls towards 5 in every coordinate and is flat beyond. */
record LinearSlope(double[] slope) implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length; i++) {
      double inside = 5.0 < z[i] ? 5.0 : z[i];
      sum = Math.fma(slope[i], 5.0 - inside, sum);
    }
    return sum;
  }

  @Override
  public double[] constants() {
    return slope;
  }
}
