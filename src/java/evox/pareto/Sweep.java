package evox.pareto;

/**
 * Fronts of points with two objectives, by a sweep along the first: a front dominates a point if the smallest second
 * objective in it does, and these smallest values ascend from front to front, so that a binary search finds the first
 * front that does not. O(n log n).
 *
 * <p>Jensen: Reducing the run-time complexity of multiobjective EAs. IEEE Transactions on Evolutionary Computation 7,
 * 2003. doi:10.1109/TEVC.2003.817234
 */
final class Sweep {

  private Sweep() {}

  /** The front of each of some distinct points in lexicographic order, given by their second objective. */
  static int[] fronts(long[] second) {
    int[] fronts = new int[second.length];
    long[] smallest = new long[second.length];
    int count = 0;
    for (int k = 0; k < second.length; k++) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (smallest[middle] <= second[k]) low = middle + 1;
        else high = middle;
      }
      smallest[low] = second[k];
      fronts[k] = low;
      if (low == count) count++;
    }
    return fronts;
  }
}
