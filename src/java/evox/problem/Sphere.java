package evox.problem;

import evox.core.Bounds;
import java.util.OptionalDouble;

/** The sum of squares, 0 at the origin. */
public record Sphere(int dimension) implements BuiltIn {

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
