package evox.kernel;

import evox.array.Elementary;
import evox.array.Layout;
import evox.array.Matrix;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/**
 * Applies an elementary function to columns of numbers.
 *
 * @param x n x 1, first arguments
 * @param y n x 1, second arguments
 * @param result n x 1
 */
public record ElementaryKernel(Function function, Matrix x, Matrix y, Matrix result) implements Kernel {

  /** Each function, with the one of StrictMath that it stands for; those of one argument ignore the second. */
  public enum Function {
    EXP((x, _) -> Elementary.exp(x), (x, _) -> StrictMath.exp(x)),
    LOG((x, _) -> Elementary.log(x), (x, _) -> StrictMath.log(x)),
    SIN((x, _) -> Elementary.sin(x), (x, _) -> StrictMath.sin(x)),
    COS((x, _) -> Elementary.cos(x), (x, _) -> StrictMath.cos(x)),
    SIN2PI((x, _) -> Elementary.sin2pi(x), (x, _) -> StrictMath.sin(2.0 * Math.PI * x)),
    COS2PI((x, _) -> Elementary.cos2pi(x), (x, _) -> StrictMath.cos(2.0 * Math.PI * x)),
    POW(Elementary::pow, StrictMath::pow);

    private final DoubleBinaryOperator ours;
    private final DoubleBinaryOperator strict;

    Function(DoubleBinaryOperator ours, DoubleBinaryOperator strict) {
      this.ours = ours;
      this.strict = strict;
    }

    public DoubleBinaryOperator ours() {
      return ours;
    }

    public DoubleBinaryOperator strict() {
      return strict;
    }
  }

  /** On all pairs of awkward numbers, then on numbers around 1, within the range of an angle, and of any size. */
  public static ElementaryKernel awkward(Function function) {
    Random random = new Random(20);
    int n = AwkwardNumbers.ALL.length;
    int rows = n * n + 3 * 4000;
    Matrix x = Matrix.tiles(rows, 1);
    Matrix y = Matrix.tiles(rows, 1);
    for (int i = 0; i < rows; i++) {
      boolean pair = i < n * n;
      x.set(i, 0, pair ? AwkwardNumbers.ALL[i % n] : switch (i % 3) {
        case 0 -> Math.exp(random.nextGaussian());
        case 1 -> 1000.0 * random.nextGaussian();
        default -> Double.longBitsToDouble(random.nextLong());
      });
      y.set(i, 0, pair ? AwkwardNumbers.ALL[i / n] : 40.0 * random.nextGaussian());
    }
    return new ElementaryKernel(function, x, y, Matrix.tiles(rows, 1));
  }

  @Override
  public String name() {
    return "elementary/" + function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public long units() {
    return x.tiles();
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(x).add(y).add(result);
  }

  @Override
  public void compute(long from, long to) {
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, x.rows()); i++) {
      result.set(i, 0, function.ours.applyAsDouble(x.get(i, 0), y.get(i, 0)));
    }
  }
}
