package evox.surrogate;

import evox.core.Differentiable;
import java.util.Arrays;

/**
 * Descent to the next minimum by a limited-memory quasi-Newton method, with bounds kept by projection: coordinates at a
 * bound that the gradient points out of stay there, the others move freely. Sums run over the coordinates in their order.
 *
 * <p>Liu, Nocedal: On the limited memory BFGS method for large scale optimization. 1989. doi:10.1007/BF01589116. The
 * projection: Bertsekas: Projected Newton methods for optimization problems with simple constraints. 1982.
 * doi:10.1137/0320018
 *
 * @param memory how many steps the curvature is learnt from
 * @param tolerance the largest derivative at a minimum, in units of value per coordinate
 * @param longestStep how far a coordinate may go in a step; infinite for as far as the model of the function says
 * @param iterations the most steps
 */
public record LBFGS(int memory, double tolerance, double longestStep, int iterations) {

  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int TRIES = 20;

  /** The least and the most of a step that is left after a try that went too far. */
  private static final double LEAST_LEFT = 0.1;
  private static final double MOST_LEFT = 0.5;

  /** What rounding may add to a value, in proportion to it: close to a minimum nothing smaller can be seen. */
  private static final double ROUNDING = 0x1p-49;

  public LBFGS {
    requirePositive("memory", memory);
    requirePositive("tolerance", tolerance);
    requirePositive("longestStep", longestStep);
    requirePositive("iterations", iterations);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) throw new IllegalArgumentException(name + " must be above 0, got " + name + "=" + value);
  }

  /** Descends from a start, without bounds. */
  public Minimum minimise(Differentiable function, double[] start) {
    double[] lower = new double[start.length];
    double[] upper = new double[start.length];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return minimise(function, start, lower, upper);
  }

  /**
   * Descends from a start within bounds.
   *
   * @param start d coordinates, clamped to the bounds
   * @param lower d bounds
   * @param upper d bounds
   */
  public Minimum minimise(Differentiable function, double[] start, double[] lower, double[] upper) {
    return new Descent(this, function, lower, upper).from(start);
  }

  /** One descent: where it is, and what it has learnt on its way. */
  private static final class Descent {

    private final LBFGS settings;
    private final Differentiable function;
    private final double[] lower;
    private final double[] upper;
    private final Curvature curvature;
    private int evaluations;
    private double[] x;
    private double value;
    private double[] gradient;

    Descent(LBFGS settings, Differentiable function, double[] lower, double[] upper) {
      this.settings = settings;
      this.function = function;
      this.lower = lower;
      this.upper = upper;
      this.curvature = new Curvature(settings.memory);
    }

    Minimum from(double[] start) {
      x = projected(start, start, 0.0);
      gradient = new double[x.length];
      value = evaluate(x, gradient);
      int iteration = 0;
      double[] free = freeGradient();
      while (!(Dense.largest(free) <= settings.tolerance) && iteration < settings.iterations && descend(free)) {
        iteration++;
        free = freeGradient();
      }
      double largest = Dense.largest(free);
      boolean converged = largest <= settings.tolerance && Math.abs(value) <= Double.MAX_VALUE;
      return new Minimum(x, value, largest, iteration, evaluations, converged);
    }

    /** One step, in the direction of the curvature's model or, should that not help, of steepest descent. */
    private boolean descend(double[] free) {
      double[] direction = curvature.direction(free);
      for (int j = 0; j < direction.length; j++) if (free[j] == 0.0) direction[j] = 0.0;
      if (step(direction, free)) return true;
      if (curvature.isEmpty()) return false;
      curvature.clear();
      return step(curvature.direction(free), free);
    }

    /** Shortens the step until the value falls as far as the gradient promises; false if it never does. */
    private boolean step(double[] direction, double[] free) {
      double longest = Dense.largest(direction);
      if (!(Dense.dot(direction, free) < 0) || !(longest <= Double.MAX_VALUE)) return false;
      double length = Math.min(1.0, settings.longestStep / longest);
      if (curvature.isEmpty()) length = Math.min(length, 1.0 / longest);
      double[] nextGradient = new double[x.length];
      for (int tried = 0; tried < TRIES; tried++) {
        double[] next = projected(x, direction, length);
        double nextValue = evaluate(next, nextGradient);
        double[] moved = Dense.difference(next, x);
        double slope = Dense.dot(moved, free);
        if (nextValue <= value + SUFFICIENT_DECREASE * slope + ROUNDING * Math.abs(value)) {
          curvature.learn(moved, Dense.difference(nextGradient, gradient));
          x = next;
          value = nextValue;
          gradient = nextGradient;
          return true;
        }
        length *= left(slope, nextValue - value);
      }
      return false;
    }

    /** The part of a step at which a parabola through what is known of it has its minimum. */
    private static double left(double slope, double rise) {
      double vertex = -0.5 * slope / (rise - slope);
      return vertex >= LEAST_LEFT ? Math.min(vertex, MOST_LEFT) : LEAST_LEFT;
    }

    private double evaluate(double[] at, double[] into) {
      evaluations++;
      return function.evaluateWithGradient(at, into);
    }

    private double[] projected(double[] from, double[] direction, double length) {
      double[] to = new double[from.length];
      for (int j = 0; j < to.length; j++) {
        double moved = length == 0.0 ? from[j] : Math.fma(length, direction[j], from[j]);
        double raised = lower[j] > moved ? lower[j] : moved;
        to[j] = upper[j] < raised ? upper[j] : raised;
      }
      return to;
    }

    /** The gradient, without the derivatives that point out of the bounds. */
    private double[] freeGradient() {
      double[] free = gradient.clone();
      for (int j = 0; j < free.length; j++) {
        if (x[j] <= lower[j] && free[j] > 0 || x[j] >= upper[j] && free[j] < 0) free[j] = 0.0;
      }
      return free;
    }
  }
}
