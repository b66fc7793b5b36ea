package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import java.util.OptionalDouble;

/**
 * Waves on a bowl, with {@code w_i = 1 + (x_i - 1) / 4}: {@code sin^2(pi w_1) + sum over i < n of (w_i - 1)^2 (1 +
 * 10 sin^2(pi w_i + 1)) + (w_n - 1)^2 (1 + sin^2(2 pi w_n))}, 0 where all x_i are 1.
 *
 * <p>Laguna, Marti: Experimental testing of advanced scatter search designs for global optimization of multimodal
 * functions. Journal of Global Optimization 33, 2005. doi:10.1007/s10898-004-1936-z
 */
public record Levy(int dimension) implements BuiltIn {

  /** In turns: 1 / (2 pi). */
  private static final double ONE_RADIAN = 0x1.45f306dc9c883p-3;

  public Levy {
    Dimension.requireAtLeast(1, dimension);
  }

  @Override
  public String kernel() {
    return "levy";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-10.0, 10.0, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    // With v = w - 1: sin^2(pi w) = sin^2(pi v), sin^2(pi w + 1) = sin^2(pi v + 1), sin^2(2 pi w) = sin^2(2 pi v).
    double first = Elementary.sin2pi(0.125 * (x[0] - 1.0));
    double sum = first * first;
    for (int i = 0; i < dimension; i++) {
      double v = 0.25 * (x[i] - 1.0);
      boolean last = i == dimension - 1;
      double wave = Elementary.sin2pi(last ? v : Math.fma(0.5, v, ONE_RADIAN));
      double height = Math.fma(last ? wave : 10.0 * wave, wave, 1.0);
      sum = Math.fma(v * v, height, sum);
    }
    fitness[0] = sum;
  }
}
