package evox.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fronts of points with any number of objectives, by efficient non-dominated sort with binary search (ENS-BS): each
 * point in turn goes into the first front that does not dominate it; no front after that does either.
 *
 * <p>Zhang, Tian, Cheng, Jin: An efficient approach to nondominated sorting for evolutionary multiobjective
 * optimization. IEEE Transactions on Evolutionary Computation 19, 2015. doi:10.1109/TEVC.2014.2308305
 */
final class BinarySearch {

  /** One front: its points' objectives, point after point, but for the first, in which no later point is better. */
  private static final class Front {

    private long[] values = new long[64];
    private int length;

    void add(long[] point) {
      if (length + point.length > values.length) values = Arrays.copyOf(values, 2 * length + point.length);
      System.arraycopy(point, 0, values, length, point.length);
      length += point.length;
    }

    /** Whether one of these dominates the point; the last are the most likely to. */
    boolean dominates(long[] point) {
      for (int at = length - point.length; at >= 0; at -= point.length) {
        int j = 0;
        while (j < point.length && values[at + j] <= point[j]) j++;
        if (j == point.length) return true;
      }
      return false;
    }
  }

  private BinarySearch() {}

  /** The front of each of some distinct points in lexicographic order, given by columns. */
  static int[] fronts(long[][] columns) {
    int[] fronts = new int[columns[0].length];
    List<Front> found = new ArrayList<>();
    long[] point = new long[columns.length - 1];
    for (int k = 0; k < fronts.length; k++) {
      for (int j = 0; j < point.length; j++) point[j] = columns[j + 1][k];
      int low = 0;
      int high = found.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (found.get(middle).dominates(point)) low = middle + 1;
        else high = middle;
      }
      if (low == found.size()) found.add(new Front());
      found.get(low).add(point);
      fronts[k] = low;
    }
    return fronts;
  }
}
