package evox.problem.bbob;

/** A number of about 106 bits: the sum of two doubles, the second at most half a unit in the first one's last place. */
record TwoDoubles(double high, double low) {

  static TwoDoubles of(double value) {
    return new TwoDoubles(value, 0.0);
  }

  TwoDoubles plus(TwoDoubles other) {
    double sum = high + other.high;
    double part = sum - high;
    double error = (high - (sum - part)) + (other.high - part);
    return normal(sum, error + (low + other.low));
  }

  TwoDoubles times(TwoDoubles other) {
    double product = high * other.high;
    double error = Math.fma(high, other.high, -product);
    return normal(product, error + (high * other.low + low * other.high));
  }

  TwoDoubles over(TwoDoubles other) {
    double quotient = high / other.high;
    double rest = Math.fma(-quotient, other.high, high) + (low - quotient * other.low);
    return normal(quotient, rest / other.high);
  }

  TwoDoubles negated() {
    return new TwoDoubles(-high, -low);
  }

  private static TwoDoubles normal(double high, double low) {
    double sum = high + low;
    return new TwoDoubles(sum, low - (sum - high));
  }
}
