package evox.problem;

import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * A long curved valley: {@code sum over i < n of 100 (x_{i+1} - x_i^2)^2 + (x_i - 1)^2}, 0 where all x_i are 1.
 *
 * <p>Rosenbrock: An automatic method for finding the greatest or least value of a function. The Computer Journal 3,
 * 1960. doi:10.1093/comjnl/3.3.175
 */
public record Rosenbrock(int dimension) implements BuiltIn {

  public Rosenbrock {
    Dimension.requireAtLeast(2, dimension);
  }

  @Override
  public String kernel() {
    return "rosenbrock";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-5.0, 10.0, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    // Two sums: a product less a coordinate than one sum of both terms takes.
    double offs = 0.0;
    double alongs = 0.0;
    for (int i = 1; i < dimension; i++) {
      double before = x[i - 1];
      double off = Math.fma(-before, before, x[i]);
      double along = before - 1.0;
      offs = Math.fma(off, off, offs);
      alongs = Math.fma(along, along, alongs);
    }
    fitness[0] = Math.fma(100.0, offs, alongs);
  }
}
