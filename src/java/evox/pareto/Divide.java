package evox.pareto;

import java.util.Arrays;

/**
 * Fronts of points with three objectives, by divide and conquer: with the first half of the points in their fronts, the
 * second half learns from them in one sweep along the second objective, in which a tree answers "the highest front up
 * to this third objective". O(n log^2 n), whatever the shape of the fronts.
 *
 * <p>Jensen: Reducing the run-time complexity of multiobjective EAs. IEEE Transactions on Evolutionary Computation 7,
 * 2003. doi:10.1109/TEVC.2003.817234. Fenwick: A new data structure for cumulative frequency tables. Software: Practice
 * and Experience 24, 1994. doi:10.1002/spe.4380240306
 */
final class Divide {

  /** So few points are compared pair by pair. */
  private static final int SMALL = 24;

  private final int[] second;
  private final int[] third;
  private final int[] fronts;
  private final int[] highest;

  private Divide(long[] second, long[] third) {
    this.second = places(second);
    this.third = places(third);
    this.fronts = new int[second.length];
    this.highest = new int[second.length + 1];
    Arrays.fill(highest, -1);
  }

  /** The front of each of some distinct points in lexicographic order, given by their second and third objective. */
  static int[] fronts(long[] second, long[] third) {
    Divide divide = new Divide(second, third);
    divide.solve(0, Sorted.by(second));
    return divide.fronts;
  }

  /**
   * Finishes the fronts of the points [from, from + size), which already know of the points before them.
   *
   * @param bySecond these points in the order of their second objective, ties by index
   */
  private void solve(int from, int[] bySecond) {
    if (bySecond.length <= SMALL) {
      compareAll(from, from + bySecond.length);
      return;
    }
    int middle = from + bySecond.length / 2;
    int[] left = new int[middle - from];
    int[] right = new int[bySecond.length - left.length];
    int lefts = 0;
    int rights = 0;
    for (int k : bySecond) {
      if (k < middle) left[lefts++] = k;
      else right[rights++] = k;
    }
    solve(from, left);
    teach(left, right);
    solve(middle, right);
  }

  private void teach(int[] left, int[] right) {
    int taught = 0;
    for (int k : right) {
      while (taught < left.length && second[left[taught]] <= second[k]) raise(left[taught++]);
      fronts[k] = Math.max(fronts[k], 1 + highestUpTo(third[k]));
    }
    for (int t = 0; t < taught; t++) forget(left[t]);
  }

  private void compareAll(int from, int to) {
    for (int b = from; b < to; b++) {
      for (int a = from; a < b; a++) {
        if (second[a] <= second[b] && third[a] <= third[b]) fronts[b] = Math.max(fronts[b], 1 + fronts[a]);
      }
    }
  }

  private void raise(int k) {
    for (int at = third[k]; at < highest.length; at += at & -at) highest[at] = Math.max(highest[at], fronts[k]);
  }

  private void forget(int k) {
    for (int at = third[k]; at < highest.length; at += at & -at) highest[at] = -1;
  }

  private int highestUpTo(int place) {
    int found = -1;
    for (int at = place; at > 0; at &= at - 1) found = Math.max(found, highest[at]);
    return found;
  }

  /** For each value its place among the distinct values, from 1. */
  private static int[] places(long[] values) {
    int[] order = Sorted.by(values);
    int[] places = new int[values.length];
    int place = 0;
    for (int k = 0; k < order.length; k++) {
      if (k == 0 || values[order[k]] != values[order[k - 1]]) place++;
      places[order[k]] = place;
    }
    return places;
  }
}
