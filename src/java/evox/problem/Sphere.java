package evox.problem;

import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * The sum of squares: {@code sum x_i^2}, 0 at the origin.
 *
 * <p>De Jong: An analysis of the behavior of a class of genetic adaptive systems. Thesis, University of Michigan, 1975.
 */
public record Sphere(int dimension) implements BuiltIn {

  public Sphere {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "sphere";
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
    for (double v : x) sum = Math.fma(v, v, sum);
    fitness[0] = sum;
  }
}
