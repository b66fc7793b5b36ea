package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * Deep minima far from one another, the best in a corner: {@code sum(418.98... - x_i sin(sqrt |x_i|))}, 0 where all
 * x_i are 420.96874636. Outside its bounds it has no minimum.
 *
 * <p>Schwefel: Numerical optimization of computer models. Wiley, 1981.
 */
public record Schwefel(int dimension) implements BuiltIn {

  /** The greatest value of {@code x sin(sqrt x)} within the bounds. */
  private static final double DEEPEST = 418.9828872724337;

  public Schwefel {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "schwefel";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-500.0, 500.0, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double sum = 0.0;
    for (double v : x) sum += Math.fma(-v, Elementary.sin(Math.sqrt(Math.abs(v))), DEEPEST);
    fitness[0] = sum;
  }
}
