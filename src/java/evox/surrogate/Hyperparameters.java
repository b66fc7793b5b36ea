package evox.surrogate;

import evox.array.Elementary;

/**
 * What a Gaussian process assumes of the function.
 *
 * @param variance of the function's values about their mean, in units of the value squared
 * @param length over which it changes, in units of the points
 * @param noise variance of what is not the function's, in units of the value squared
 */
public record Hyperparameters(double variance, double length, double noise) {

  /** How many they are. */
  static final int COUNT = 3;

  public Hyperparameters {
    requirePositive("variance", variance);
    requirePositive("length", length);
    requirePositive("noise", noise);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be a number above 0, got " + name + "=" + value);
    }
  }

  /** Their logarithms, in the order above: what a search moves in. */
  double[] logarithms() {
    return new double[] {Elementary.log(variance), Elementary.log(length), Elementary.log(noise)};
  }

  static Hyperparameters ofLogarithms(double[] logarithms) {
    return new Hyperparameters(
        Elementary.exp(logarithms[0]), Elementary.exp(logarithms[1]), Elementary.exp(logarithms[2]));
  }
}
