package evox.problem;

import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * A plate bent along one direction: {@code sum x_i^2 + s^2 + s^4} with {@code s = sum i x_i / 2}, i from 1, 0 at the
 * origin.
 *
 * <p>Laguna, Marti: Experimental testing of advanced scatter search designs for global optimization of multimodal
 * functions. Journal of Global Optimization 33, 2005. doi:10.1007/s10898-004-1936-z
 */
public record Zakharov(int dimension) implements BuiltIn {

  public Zakharov {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "zakharov";
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
    double squares = 0.0;
    double weighted = 0.0;
    for (int i = 0; i < dimension; i++) {
      squares = Math.fma(x[i], x[i], squares);
      weighted = Math.fma(0.5 * (i + 1.0), x[i], weighted);
    }
    double second = weighted * weighted;
    fitness[0] = Math.fma(second, second, squares + second);
  }
}
