package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import java.util.Arrays;

/**
 * Two objectives: the first coordinate places a point along the front, the others take it away from the front.
 *
 * <p>Zitzler, Deb, Thiele: Comparison of Multiobjective Evolutionary Algorithms: Empirical Results, Evolutionary
 * Computation 8 (2000), doi 10.1162/106365600568202.
 *
 * @param function 1, 2, 3, 4 or 6; ZDT5 is a problem of bits
 * @param dimension 2 or more
 */
public record Zdt(int function, int dimension) implements MultiObjective {

  /** The least first objective of ZDT6: 1 - exp(-4 x) sin(6 pi x)^6 at its lowest, near x = 0.0815. */
  private static final double FIRST_OF_6 = 0.28077531881536966;

  public Zdt {
    if (function < 1 || function > 6 || function == 5) {
      throw new IllegalArgumentException("number of a ZDT function must be 1, 2, 3, 4 or 6, got function=" + function);
    }
    if (dimension < 2) {
      throw new IllegalArgumentException("dimension of a ZDT function must be 2 or more, got dimension=" + dimension);
    }
  }

  /** A function in the dimension of its authors: 30, or 10 for ZDT4 and ZDT6. */
  public static Zdt of(int function) {
    return new Zdt(function, function < 4 ? 30 : 10);
  }

  @Override
  public String kernel() {
    return "zdt" + function;
  }

  @Override
  public int objectives() {
    return 2;
  }

  @Override
  public Bounds bounds() {
    double[] lower = new double[dimension];
    double[] upper = new double[dimension];
    Arrays.fill(lower, function == 4 ? -5.0 : 0.0);
    Arrays.fill(upper, function == 4 ? 5.0 : 1.0);
    lower[0] = 0.0;
    upper[0] = 1.0;
    return Bounds.of(lower, upper);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double first = first(x[0]);
    double distance = distance(x);
    fitness[1] = distance * shape(first, first / distance);
    fitness[0] = fitness[1] != fitness[1] ? fitness[1] : first;
  }

  @Override
  public double[][] front(int points) {
    return Front.falling(first -> shape(first, first), function == 6 ? FIRST_OF_6 : 0.0, 1.0, points);
  }

  private double first(double x) {
    if (function != 6) return x;
    double sine = Elementary.sin2pi(3.0 * x);
    double square = sine * sine;
    return 1.0 - Elementary.exp(-4.0 * x) * (square * square * square);
  }

  /** The paper's g: 1 on the front. */
  private double distance(double[] x) {
    double sum = 0.0;
    for (int i = 1; i < dimension; i++) {
      sum = function == 4 ? Math.fma(x[i], x[i], sum - 10.0 * Elementary.cos2pi(2.0 * x[i])) : sum + x[i];
    }
    if (function == 4) return sum + (10.0 * (dimension - 1) + 1.0);
    double mean = sum / (dimension - 1);
    return Math.fma(9.0, function == 6 ? Math.sqrt(Math.sqrt(mean)) : mean, 1.0);
  }

  /** The paper's h. */
  private double shape(double first, double ratio) {
    return switch (function) {
      case 2, 6 -> Math.fma(-ratio, ratio, 1.0);
      case 3 -> Math.fma(-ratio, Elementary.sin2pi(5.0 * first), 1.0 - Math.sqrt(ratio));
      default -> 1.0 - Math.sqrt(ratio);
    };
  }
}
