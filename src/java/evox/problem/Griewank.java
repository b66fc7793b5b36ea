package evox.problem;

import evox.array.Elementary;
import evox.codec.Portable;
import evox.core.Bounds;
import evox.kernel.Doubles;
import java.util.OptionalDouble;

/**
 * Ripples that fade as the dimension grows: {@code 1 + sum x_i^2 / 4000 - product cos(x_i / sqrt i)}, i from 1, 0 at
 * the origin.
 *
 * <p>Griewank: Generalized descent for global optimization. Journal of Optimization Theory and Applications 34, 1981.
 * doi:10.1007/BF00933356
 */
public final class Griewank implements BuiltIn, Portable {

  private static final double TURNS = 0x1.45f306dc9c883p-3;
  private static final double TURNS_LOW = -0x1.6b01ec5417056p-57;

  private final int dimension;
  private final double[] turns;
  private final double[] turnsLow;
  private final Doubles constants;

  public Griewank(int dimension) {
    Dimension.requireAtLeast(1, dimension);
    this.dimension = dimension;
    this.turns = new double[dimension];
    this.turnsLow = new double[dimension];
    for (int i = 0; i < dimension; i++) split(i);
    this.constants = Doubles.zeros(2 * dimension);
    for (int i = 0; i < dimension; i++) {
      constants.set(2 * i, turns[i]);
      constants.set(2 * i + 1, turnsLow[i]);
    }
  }

  /** 1 / (2 pi sqrt(i + 1)) as the sum of two doubles: one would put a relative error into the angle. */
  private void split(int i) {
    double root = Math.sqrt(i + 1.0);
    double rootLow = Math.fma(-root, root, i + 1.0) / (2.0 * root);
    turns[i] = TURNS / root;
    turnsLow[i] = (Math.fma(-turns[i], root, TURNS) + TURNS_LOW - turns[i] * rootLow) / root;
  }

  @Override
  public String kernel() {
    return "griewank";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-600.0, 600.0, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  /** For each dimension the two parts of 1 / (2 pi sqrt i). */
  @Override
  public Doubles constants() {
    return constants;
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double squares = 0.0;
    double product = 1.0;
    for (int i = 0; i < dimension; i++) {
      squares = Math.fma(x[i], x[i], squares);
      double angle = x[i] * turns[i];
      double low = Math.fma(x[i], turnsLow[i], Math.fma(x[i], turns[i], -angle));
      product *= Elementary.cos2pi(angle, low);
    }
    fitness[0] = Math.fma(squares, 1.0 / 4000.0, 1.0 - product);
  }

  @Override
  public Packed pack() {
    return new Form(dimension);
  }

  private record Form(int dimension) implements Packed {

    @Override
    public Object unpack() {
      return new Griewank(dimension);
    }
  }
}
