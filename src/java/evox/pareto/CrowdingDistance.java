package evox.pareto;

/**
 * How far apart a point's neighbours in its front are: the sum over the objectives of the gap between the next smaller
 * and the next greater value, as a fraction of the front's range. The ends of a front are infinitely far from others.
 *
 * <p>Deb, Pratap, Agarwal, Meyarivan: A fast and elitist multiobjective genetic algorithm: NSGA-II. IEEE Transactions
 * on Evolutionary Computation 6, 2002. doi:10.1109/4235.996017. What the paper leaves open: equal values lie in the
 * lexicographic order of their points, equal points in that of their index; an objective whose range in a
 * front is zero, infinite or NaN counts for nothing there; in a front of one or two points all are ends.
 */
public final class CrowdingDistance {

  private CrowdingDistance() {}

  /**
   * The distance of each point, in its own front.
   *
   * @param fronts the front of each point, as {@link Fronts#of} gives it
   */
  public static double[] of(Points points, int[] fronts) {
    int[] starts = starts(fronts);
    double[] distances = new double[fronts.length];
    for (int j = 0; j < points.objectives(); j++) {
      int[] members = byFront(ascending(points, j), fronts, starts);
      for (int f = 0; f + 1 < starts.length; f++) addGaps(points, j, members, starts[f], starts[f + 1], distances);
    }
    return distances;
  }

  /** The points by objective j. In lexicographic order they already are by the first. */
  private static int[] ascending(Points points, int j) {
    int[] order = points.order();
    if (j == 0) return order;
    long[] keys = new long[order.length];
    for (int k = 0; k < keys.length; k++) keys[k] = points.columns()[j][order[k]];
    int[] ascending = Sorted.by(keys);
    for (int k = 0; k < keys.length; k++) ascending[k] = order[ascending[k]];
    return ascending;
  }

  /** Where each front starts when points stand front after front, and where the last ends. */
  private static int[] starts(int[] fronts) {
    int count = 0;
    for (int front : fronts) count = Math.max(count, front + 1);
    int[] starts = new int[count + 1];
    for (int front : fronts) starts[front + 1]++;
    for (int f = 0; f < count; f++) starts[f + 1] += starts[f];
    return starts;
  }

  /** The points front after front, in each front in the order given. */
  private static int[] byFront(int[] order, int[] fronts, int[] starts) {
    int[] next = starts.clone();
    int[] members = new int[order.length];
    for (int i : order) members[next[fronts[i]]++] = i;
    return members;
  }

  private static void addGaps(Points points, int j, int[] members, int from, int to, double[] distances) {
    double lowest = points.value(members[from], j);
    double range = points.value(members[to - 1], j) - lowest;
    boolean counts = range > 0.0 && range < Double.POSITIVE_INFINITY;
    if (counts || to - from <= 2) {
      distances[members[from]] = Double.POSITIVE_INFINITY;
      distances[members[to - 1]] = Double.POSITIVE_INFINITY;
    }
    if (!counts) return;
    double before = lowest;
    for (int k = from + 1; k < to - 1; k++) {
      distances[members[k]] += (points.value(members[k + 1], j) - before) / range;
      before = points.value(members[k], j);
    }
  }
}
