package evox.kernel;

/**
 * Bounds where native kernels can read them.
 *
 * @param lower d lower bounds
 * @param upper d upper bounds
 */
public record Box(Doubles lower, Doubles upper) {

  /** A copy of these bounds. */
  public static Box of(double[] lower, double[] upper) {
    return new Box(Doubles.of(lower), Doubles.of(upper));
  }

  /** The nearest value within the bounds of coordinate d; NaN stays NaN. */
  public double clamp(int d, double x) {
    double raised = lower.get(d) > x ? lower.get(d) : x;
    return upper.get(d) < raised ? upper.get(d) : raised;
  }
}
