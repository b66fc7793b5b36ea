package evox.surrogate.structure;

import evox.core.Differentiable;
import java.util.Arrays;

/**
 * What is known before anything is observed: atoms don't overlap. The energy of a pair is (range/r)^12.
 *
 * @param range distance at which it is 1
 */
public record Repulsion(double range) implements Differentiable {

  public Repulsion {
    if (!(range > 0)) throw new IllegalArgumentException("range must be above 0, got range=" + range);
  }

  @Override
  public double evaluateWithGradient(double[] x, double[] gradient) {
    Arrays.fill(gradient, 0.0);
    double sum = 0.0;
    for (int i = 0; i < x.length; i += 3) {
      for (int j = i + 3; j < x.length; j += 3) {
        double distance = Pairs.distance(x, i, j);
        double square = range / distance * (range / distance);
        double twelfth = square * square * square * (square * square * square);
        sum += twelfth;
        Pairs.addForce(x, i, j, -12.0 * twelfth / (distance * distance), gradient);
      }
    }
    return sum;
  }
}
