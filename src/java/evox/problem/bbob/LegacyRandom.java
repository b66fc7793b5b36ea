package evox.problem.bbob;

/**
 * The random numbers of BBOB 2009, from which all instances come: the minimal standard generator of Park and Miller
 * (doi 10.1145/63039.63042) behind a shuffle table of 32.
 */
final class LegacyRandom {

  private static final long MODULUS = 2147483647;

  private LegacyRandom() {}

  /** The first n uniform numbers in (0, 1) of a seed. */
  static double[] uniform(int n, long seed) {
    long state = Math.max(1, Math.abs(seed));
    long[] table = new long[32];
    for (int i = 39; i >= 0; i--) {
      state = state * 16807 % MODULUS;
      if (i < table.length) table[i] = state;
    }
    long last = table[0];
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      state = state * 16807 % MODULUS;
      int slot = (int) (last / 67108865);
      last = table[slot];
      table[slot] = state;
      numbers[i] = last / 2.147483647e9;
    }
    return numbers;
  }

  /** The first n normal numbers of a seed. */
  static double[] normal(int n, long seed) {
    double[] u = uniform(2 * n, seed);
    return Vectors.of(n, i -> Math.sqrt(-2.0 * Rounded.log(u[i])) * Rounded.cos(2.0 * Math.PI * u[n + i]));
  }
}
