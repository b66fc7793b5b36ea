package evox.pareto;

import evox.array.Order;

/**
 * The crowded-comparison order of points: by front, then the one farther from its neighbours.
 *
 * <p>Deb, Pratap, Agarwal, Meyarivan: A fast and elitist multiobjective genetic algorithm: NSGA-II. IEEE Transactions
 * on Evolutionary Computation 6, 2002. doi:10.1109/4235.996017
 *
 * @param fronts the front of each point
 * @param distances the crowding distance of each point
 */
public record CrowdedOrder(int[] fronts, double[] distances) {

  /** The order of these points. */
  public static CrowdedOrder of(Points points) {
    int[] fronts = Fronts.of(points);
    return new CrowdedOrder(fronts, CrowdingDistance.of(points, fronts));
  }

  /** Whether point a comes before point b. */
  public boolean before(int a, int b) {
    return fronts[a] != fronts[b] ? fronts[a] < fronts[b] : distances[a] > distances[b];
  }

  /** Which points are among the first so many of all; ties go to the lower index. */
  public boolean[] first(int count) {
    int[] sizes = new int[fronts.length + 1];
    for (int front : fronts) sizes[front]++;
    int whole = 0;
    int kept = 0;
    while (kept + sizes[whole] < count) kept += sizes[whole++];
    int[] split = new int[sizes[whole]];
    long[] keys = new long[split.length];
    boolean[] first = new boolean[fronts.length];
    int size = 0;
    for (int i = 0; i < fronts.length; i++) {
      first[i] = fronts[i] < whole;
      if (fronts[i] != whole) continue;
      keys[size] = Order.key(-distances[i]);
      split[size++] = i;
    }
    int[] order = Sorted.by(keys);
    for (int k = 0; k < count - kept; k++) first[split[order[k]]] = true;
    return first;
  }
}
