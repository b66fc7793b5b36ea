package evox.array;

/**
 * Sorts individuals by fitness, the best first, in the order of {@link Order}: few by insertion, many by a radix sort of
 * its keys.
 */
public final class Ranking {

  private static final int DIGIT = 11;
  private static final int DIGITS = (Long.SIZE + DIGIT - 1) / DIGIT;
  private static final int VALUES = 1 << DIGIT;

  /** So many individuals are sorted by insertion: clearing the counts alone takes longer. */
  private static final int FEW = 64;

  private Ranking() {}

  /**
   * The individuals from best to worst, NaN last, ties by the lower index.
   *
   * @param fitness n x 1 or wider, n below 2^31
   * @param column which objective
   */
  public static int[] ascending(Matrix fitness, int column) {
    int n = Math.toIntExact(fitness.rows());
    if (n <= FEW) return inserted(fitness, column);
    long[] keys = new long[n];
    int[][] counts = new int[DIGITS][VALUES];
    for (int i = 0; i < n; i++) {
      keys[i] = Order.key(fitness.get(i, column)) ^ Long.MIN_VALUE;
      for (int digit = 0; digit < DIGITS; digit++) counts[digit][digit(keys[i], digit)]++;
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) order[i] = i;
    int[] other = new int[n];
    for (int digit = 0; digit < DIGITS; digit++) {
      if (n > 0 && counts[digit][digit(keys[0], digit)] == n) continue;
      place(keys, digit, counts[digit], order, other);
      int[] spent = order;
      order = other;
      other = spent;
    }
    return order;
  }

  private static int[] inserted(Matrix fitness, int column) {
    int[] order = new int[(int) fitness.rows()];
    long[] keys = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      long key = Order.key(fitness.get(i, column));
      int at = i;
      for (; at > 0 && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        order[at] = order[at - 1];
      }
      keys[at] = key;
      order[at] = i;
    }
    return order;
  }

  /**
   * The centred ranks of n individuals: 0.5 for the best down to -0.5 for the worst, those of equal fitness sharing the
   * mean of theirs.
   */
  public static double[] centred(Matrix fitness, int column) {
    int[] order = ascending(fitness, column);
    double[] ranks = new double[order.length];
    for (int from = 0; from < order.length; ) {
      long key = Order.key(fitness.get(order[from], column));
      int to = from + 1;
      while (to < order.length && Order.key(fitness.get(order[to], column)) == key) to++;
      double rank = 0.5 - 0.5 * (from + (to - 1)) / (order.length - 1);
      for (int at = from; at < to; at++) ranks[order[at]] = rank;
      from = to;
    }
    return ranks;
  }

  private static void place(long[] keys, int digit, int[] counts, int[] order, int[] placed) {
    int start = 0;
    for (int value = 0; value < VALUES; value++) {
      int count = counts[value];
      counts[value] = start;
      start += count;
    }
    for (int i : order) placed[counts[digit(keys[i], digit)]++] = i;
  }

  private static int digit(long key, int digit) {
    return (int) (key >>> digit * DIGIT) & VALUES - 1;
  }
}
