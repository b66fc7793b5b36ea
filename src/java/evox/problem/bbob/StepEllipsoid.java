package evox.problem.bbob;

/** An ellipsoid of plateaus: coordinates are rounded before they are turned. */
record StepEllipsoid(Linear rotation, Quadratic ellipsoid) implements Core {

  @Override
  public double value(double[] z) {
    double slope = 1e-4 * Math.abs(z[0]);
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.abs(z[i]) > 0.5 ? round(z[i]) : round(10.0 * z[i]) / 10.0;
    }
    double steps = ellipsoid.value(rotation.apply(z));
    return 0.1 * (slope > steps ? slope : steps);
  }

  /** To the nearest integer, ties upwards. */
  private static double round(double v) {
    double moved = v + 0.5;
    double integer = Math.rint(moved);
    return integer > moved ? integer - 1.0 : integer;
  }

  @Override
  public double[] constants() {
    return Vectors.join(rotation.constants(), ellipsoid.constants());
  }
}
