package evox.problem;

import evox.array.Elementary;
import evox.codec.Portable;
import evox.core.Bounds;
import evox.kernel.Doubles;
import java.util.OptionalDouble;

/**
 * A hole in a plain of ripples: {@code 20 + e - 20 exp(-0.2 sqrt(mean x_i^2)) - exp(mean cos(2 pi x_i))}, 0 at the
 * origin. The optimum can be moved away from there, where algorithms with a bias for the centre find it too easily.
 *
 * <p>Ackley: A connectionist machine for genetic hillclimbing. Kluwer, 1987. doi:10.1007/978-1-4613-1997-9
 */
public final class Ackley implements BuiltIn, Portable {

  /** As {@link Elementary#exp} gives it, so that no rounding puts a fitness below 0. */
  private static final double E = 0x1.5bf0a8b14576ap1;

  private final int dimension;
  private final double shift;
  private final Doubles constants;

  /** With the optimum at the origin. */
  public Ackley(int dimension) {
    this(dimension, 0.0);
  }

  /**
   * With the optimum moved.
   *
   * @param shift where every coordinate of the optimum lies, a finite number
   */
  public Ackley(int dimension, double shift) {
    Dimension.requireAtLeast(1, dimension);
    if (!Double.isFinite(shift)) throw new IllegalArgumentException("shift must be finite, got shift=" + shift);
    this.dimension = dimension;
    this.shift = shift;
    this.constants = shift == 0.0 ? Doubles.NONE : Doubles.of(shift);
  }

  /** A kernel of its own for the moved optimum, so that the usual one does not pay for it. */
  @Override
  public String kernel() {
    return shift == 0.0 ? "ackley" : "ackley-shifted";
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-32.768, 32.768, dimension);
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(0.0);
  }

  /** The shift, if there is one. */
  @Override
  public Doubles constants() {
    return constants;
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double squares = 0.0;
    double cosines = 0.0;
    for (double coordinate : x) {
      double v = coordinate - shift;
      squares = Math.fma(v, v, squares);
      cosines += Elementary.cos2pi(v);
    }
    double inverse = 1.0 / dimension;
    double hole = Elementary.exp(-0.2 * Math.sqrt(squares * inverse));
    double ripples = Elementary.exp(cosines * inverse);
    fitness[0] = Math.fma(-20.0, hole, 20.0) + (E - ripples);
  }

  @Override
  public Packed pack() {
    return new Form(dimension, shift);
  }

  private record Form(int dimension, double shift) implements Packed {

    @Override
    public Object unpack() {
      return new Ackley(dimension, shift);
    }
  }
}
