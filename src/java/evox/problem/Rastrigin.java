package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * A sphere in a regular grid of local minima: {@code 10 n + sum(x_i^2 - 10 cos(2 pi x_i))}, 0 at the origin.
 *
 * <p>Muehlenbein, Schomisch, Born: The parallel genetic algorithm as function optimizer. Parallel Computing 17, 1991.
 * doi:10.1016/S0167-8191(05)80052-3
 */
public record Rastrigin(int dimension) implements BuiltIn {

  public Rastrigin {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "rastrigin";
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
    double squares = 0.0;
    double cosines = 0.0;
    for (double v : x) {
      squares = Math.fma(v, v, squares);
      cosines += Elementary.cos2pi(v);
    }
    fitness[0] = Math.fma(-10.0, cosines, squares + 10.0 * dimension);
  }
}
