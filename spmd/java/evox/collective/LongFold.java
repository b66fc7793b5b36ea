package evox.collective;

/** An operation on longs for which order and grouping do not matter. */
public enum LongFold {
  /** The sum, modulo 2^64: fixed-point sums of doubles are made of it. */
  SUM,
  MIN,
  MAX;

  long apply(long a, long b) {
    return switch (this) {
      case SUM -> a + b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }
}
