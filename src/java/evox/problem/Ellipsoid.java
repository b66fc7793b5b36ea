package evox.problem;

import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * Squares weighted by the number of the dimension: {@code sum i x_i^2}, i from 1, 0 at the origin.
 *
 * <p>Jamil, Yang: A literature survey of benchmark functions for global optimisation problems. International Journal of
 * Mathematical Modelling and Numerical Optimisation 4, 2013. doi:10.1504/IJMMNO.2013.055204
 */
public record Ellipsoid(int dimension) implements BuiltIn {

  public Ellipsoid {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "ellipsoid";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-5.12, 5.12, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double sum = 0.0;
    for (int i = 0; i < dimension; i++) sum = Math.fma((i + 1.0) * x[i], x[i], sum);
    fitness[0] = sum;
  }
}
