package evox.algorithm;

import evox.array.Matrix;
import evox.array.Order;
import java.util.Arrays;
import java.util.Comparator;

/** Candidates from best to worst: NaN last, ties by index. */
final class Ranking {

  private Ranking() {}

  /** The indices of n candidates, the best one's first. */
  static int[] of(Matrix fitness) {
    int n = Math.toIntExact(fitness.rows());
    long[] keys = new long[n];
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      keys[i] = Order.key(fitness.get(i, 0));
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingLong(i -> keys[i]));
    int[] ranking = new int[n];
    for (int i = 0; i < n; i++) ranking[i] = order[i];
    return ranking;
  }
}
