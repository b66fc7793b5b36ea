package evox.core;

import java.util.Arrays;

/** The box that candidates must lie in: d lower and d upper bounds, which may be infinite. */
public final class Bounds {

  private final double[] lower;
  private final double[] upper;

  private Bounds(double[] lower, double[] upper) {
    this.lower = lower.clone();
    this.upper = upper.clone();
    if (lower.length != upper.length) {
      throw new IllegalArgumentException("there must be as many lower as upper bounds, got lower=" + lower.length
          + ", upper=" + upper.length);
    }
    if (lower.length == 0) throw new IllegalArgumentException("dimension must be 1 or more, got dimension=0");
    for (int j = 0; j < lower.length; j++) {
      if (!(lower[j] < upper[j])) {
        throw new IllegalArgumentException("each lower bound must be a number below its upper bound, got lower["
            + j + "]=" + lower[j] + ", upper[" + j + "]=" + upper[j]);
      }
    }
  }

  /** Bounds coordinate by coordinate. */
  public static Bounds of(double[] lower, double[] upper) {
    return new Bounds(lower, upper);
  }

  /** The same bounds for each of d coordinates. */
  public static Bounds of(double lower, double upper, int dimension) {
    if (dimension < 1) throw new IllegalArgumentException("dimension must be 1 or more, got dimension=" + dimension);
    double[] lowers = new double[dimension];
    double[] uppers = new double[dimension];
    Arrays.fill(lowers, lower);
    Arrays.fill(uppers, upper);
    return new Bounds(lowers, uppers);
  }

  /** No bounds on any of d coordinates. */
  public static Bounds none(int dimension) {
    return of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, dimension);
  }

  /** Number of coordinates, d. */
  public int dimension() {
    return lower.length;
  }

  public double lower(int j) {
    return lower[j];
  }

  public double upper(int j) {
    return upper[j];
  }

  /** The d lower bounds, a copy. */
  public double[] lower() {
    return lower.clone();
  }

  /** The d upper bounds, a copy. */
  public double[] upper() {
    return upper.clone();
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
}
