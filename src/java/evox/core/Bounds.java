package evox.core;

import evox.codec.Portable;
import java.util.Arrays;

/** The box that candidates must lie in: d lower and d upper bounds, which may be infinite. */
public final class Bounds implements Portable {

  private final int dimension;

  /** A bound for each coordinate, or one for all of them, however many millions they are. */
  private final double[] lower;
  private final double[] upper;

  private Bounds(int dimension, double[] lower, double[] upper) {
    this.dimension = dimension;
    this.lower = lower;
    this.upper = upper;
    if (lower.length != upper.length) {
      throw new IllegalArgumentException("there must be as many lower as upper bounds, got lower=" + lower.length
          + ", upper=" + upper.length);
    }
    if (dimension < 1) throw new IllegalArgumentException("dimension must be 1 or more, got dimension=" + dimension);
    for (int j = 0; j < lower.length; j++) {
      if (!(lower[j] < upper[j])) {
        throw new IllegalArgumentException("each lower bound must be a number below its upper bound, got lower["
            + j + "]=" + lower[j] + ", upper[" + j + "]=" + upper[j]);
      }
    }
  }

  /** Bounds coordinate by coordinate. */
  public static Bounds of(double[] lower, double[] upper) {
    return new Bounds(lower.length, lower.clone(), upper.clone());
  }

  /** The same bounds for each of d coordinates. */
  public static Bounds of(double lower, double upper, int dimension) {
    return new Bounds(dimension, new double[] {lower}, new double[] {upper});
  }

  /** No bounds on any of d coordinates. */
  public static Bounds none(int dimension) {
    return of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, dimension);
  }

  /** Number of coordinates, d. */
  public int dimension() {
    return dimension;
  }

  public double lower(int j) {
    return lower[lower.length == 1 ? 0 : j];
  }

  public double upper(int j) {
    return upper[upper.length == 1 ? 0 : j];
  }

  /** The d lower bounds, a copy. */
  public double[] lower() {
    return each(lower);
  }

  /** The d upper bounds, a copy. */
  public double[] upper() {
    return each(upper);
  }

  private double[] each(double[] bounds) {
    if (bounds.length == dimension) return bounds.clone();
    double[] all = new double[dimension];
    Arrays.fill(all, bounds[0]);
    return all;
  }

  /** Whether every bound is finite. */
  public boolean isFinite() {
    for (int j = 0; j < lower.length; j++) {
      if (Double.isInfinite(lower[j]) || Double.isInfinite(upper[j])) return false;
    }
    return true;
  }

  /**
   * These bounds, if they are finite.
   *
   * @param user who needs that, for the message
   * @throws IllegalArgumentException naming the first that is not
   */
  public Bounds requireFinite(String user) {
    for (int j = 0; j < lower.length; j++) {
      if (Double.isInfinite(lower[j]) || Double.isInfinite(upper[j])) {
        throw new IllegalArgumentException(user + " needs finite bounds, got lower[" + j + "]=" + lower[j]
            + ", upper[" + j + "]=" + upper[j]);
      }
    }
    return this;
  }

  @Override
  public Packed pack() {
    return new Form(dimension, lower, upper);
  }

  private record Form(int dimension, double[] lower, double[] upper) implements Packed {

    @Override
    public Object unpack() {
      if (lower.length != 1 && lower.length != dimension) {
        throw new IllegalArgumentException("there must be a bound for each coordinate, got dimension=" + dimension
            + ", lower=" + lower.length);
      }
      return new Bounds(dimension, lower, upper);
    }
  }
}
