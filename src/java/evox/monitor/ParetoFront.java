package evox.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * The points that no other point dominates, of all that were offered, to be minimised. A point with a NaN is refused; of
 * equal points the first stays. Kept in lexicographic order: a point can be dominated only by those before it.
 */
final class ParetoFront {

  private final TreeMap<double[], double[]> candidates = new TreeMap<>(Arrays::compare);

  /** Whether a point is dominated by or equal to one of the front, or has a NaN. */
  boolean refuses(double[] fitness) {
    for (double f : fitness) if (Double.isNaN(f)) return true;
    if (fitness.length == 2) {
      // With two objectives the front is a staircase: the step to the left is the lowest of all steps there.
      double[] left = candidates.floorKey(fitness);
      return left != null && left[1] <= fitness[1];
    }
    for (double[] other : candidates.headMap(fitness, true).keySet()) if (covers(other, fitness)) return true;
    return false;
  }

  /** Adds a point that is not refused, and drops those that it dominates. */
  void add(double[] fitness, double[] candidate) {
    Iterator<double[]> after = candidates.tailMap(fitness, false).keySet().iterator();
    while (after.hasNext()) {
      if (covers(fitness, after.next())) {
        after.remove();
      } else if (fitness.length == 2) {
        break;
      }
    }
    candidates.put(fitness, candidate);
  }

  /** The points in ascending order of the first objective, ties by the second and so on. */
  List<EvalMonitor.Point> points() {
    List<EvalMonitor.Point> points = new ArrayList<>();
    candidates.forEach((fitness, candidate) -> points.add(new EvalMonitor.Point(fitness, candidate)));
    return points;
  }

  private static boolean covers(double[] a, double[] b) {
    for (int j = 0; j < a.length; j++) if (a[j] > b[j]) return false;
    return true;
  }
}
