package evox.kernel;

import java.util.function.IntToDoubleFunction;

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

  /** These bounds of d coordinates. */
  public static Box of(int dimension, IntToDoubleFunction lower, IntToDoubleFunction upper) {
    Box box = new Box(Doubles.zeros(dimension), Doubles.zeros(dimension));
    for (int d = 0; d < dimension; d++) {
      box.lower.set(d, lower.applyAsDouble(d));
      box.upper.set(d, upper.applyAsDouble(d));
    }
    return box;
  }

  /** The nearest value within the bounds of coordinate d; NaN stays NaN. */
  public double clamp(int d, double x) {
    double raised = lower.get(d) > x ? lower.get(d) : x;
    return upper.get(d) < raised ? upper.get(d) : raised;
  }
}
