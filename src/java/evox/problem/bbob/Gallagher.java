package evox.problem.bbob;

import evox.array.Elementary;
import java.util.Arrays;
import java.util.Comparator;

/** The highest of many Gaussian peaks, the first of which is the optimum. */
final class Gallagher implements Core {

  /** For each peak: its height, then d pairs of where it lies and how steep it is. */
  private final double[] peaks;
  private final int count;

  /**
   * @param rotation of the search space, d x d
   * @param seed of the peaks
   * @param places of the peaks in the search space, count x d; the first is the optimum
   * @param firstCondition condition number of the first peak
   */
  Gallagher(double[][] rotation, long seed, double[][] places, double firstCondition) {
    int d = rotation.length;
    count = places.length;
    peaks = new double[count * (1 + 2 * d)];
    int[] order = order(LegacyRandom.uniform(count - 1, seed));
    for (int p = 0, at = 0; p < count; p++) {
      double condition = p == 0 ? firstCondition : Elementary.pow(1000.0, order[p - 1] / (count - 2.0));
      int[] ranks = order(LegacyRandom.uniform(d, seed + 1000L * p));
      double[] place = new Linear(rotation).apply(places[p].clone());
      peaks[at++] = p == 0 ? 10.0 : Math.fma(8.0, (p - 1) / (count - 2.0), 1.1);
      for (int i = 0; i < d; i++) {
        peaks[at++] = place[i];
        peaks[at++] = Elementary.pow(condition, ranks[i] / (d - 1.0) - 0.5);
      }
    }
  }

  @Override
  public double value(double[] z) {
    int d = z.length;
    double spread = -0.5 / d;
    double highest = 0.0;
    for (int p = 0, at = 0; p < count; p++) {
      double height = peaks[at++];
      double distance = 0.0;
      for (int i = 0; i < d; i++) {
        double gap = z[i] - peaks[at++];
        distance = Math.fma(peaks[at++] * gap, gap, distance);
      }
      double here = height * Elementary.exp(spread * distance);
      highest = highest > here ? highest : here;
    }
    double depth = Oscillate.of(10.0 - highest);
    return depth * depth;
  }

  /** The indices of the numbers, in ascending order of the numbers. */
  private static int[] order(double[] numbers) {
    Integer[] order = new Integer[numbers.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> numbers[i]));
    int[] indices = new int[order.length];
    Arrays.setAll(indices, i -> order[i]);
    return indices;
  }

  @Override
  public double[] constants() {
    return Vectors.join(new double[] {count}, peaks);
  }
}
