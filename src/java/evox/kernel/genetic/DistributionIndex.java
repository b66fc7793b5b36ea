package evox.kernel.genetic;

import evox.array.Elementary;

/**
 * The index eta of the polynomial distributions by which children are spread around their parents: the greater, the
 * closer. A whole number, so that a power is a few multiplications.
 *
 * @param eta 0 to 1000; 2 spreads children widely, 20 keeps them close
 */
public record DistributionIndex(long eta) {

  public DistributionIndex {
    if (eta < 0 || eta > 1000) {
      throw new IllegalArgumentException("distribution index must be in [0, 1000], got eta=" + eta);
    }
  }

  /** x to the power of eta + 1. */
  double power(double x) {
    double result = 1.0;
    double square = x;
    for (long bits = eta + 1; bits > 0; bits >>= 1, square *= square) {
      if ((bits & 1) != 0) result *= square;
    }
    return result;
  }

  /** x, 0 or more, to the power of 1 / (eta + 1). */
  double root(double x) {
    return Elementary.exp(Elementary.log(x) * (1.0 / (eta + 1)));
  }

  /** By which factor two children are farther apart than their parents, for a share in [0, 2) of its distribution. */
  double spread(double share) {
    // The half above 1 mirrors the one below; without a branch, which would go wrong every other time.
    double rest = 2.0 - share;
    double nearer = share < rest ? share : rest;
    return Elementary.exp(Elementary.log(nearer) * Math.copySign(1.0 / (eta + 1), 1.0 - share));
  }
}
