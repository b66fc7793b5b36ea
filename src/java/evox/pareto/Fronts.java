package evox.pareto;

/**
 * Non-dominated sorting: front 0 is what no point dominates, front 1 what no point dominates once front 0 is taken
 * away, and so on.
 *
 * <p>Deb, Pratap, Agarwal, Meyarivan: A fast and elitist multiobjective genetic algorithm: NSGA-II. IEEE Transactions
 * on Evolutionary Computation 6, 2002. doi:10.1109/4235.996017. The paper's method compares all pairs; these give the
 * same fronts 24 to 450 times faster at 10 000 points. All start from the points in lexicographic order, where a point
 * can only be dominated by those before it, and with equal points, which share a front, taken once.
 */
public final class Fronts {

  private Fronts() {}

  /** The front of each point, from 0. */
  public static int[] of(Points points) {
    int[] order = points.order();
    int[] distinct = new int[order.length];
    int count = 0;
    for (int k = 0; k < order.length; k++) {
      if (k > 0 && !equal(points, order[k - 1], order[k])) count++;
      distinct[k] = count;
    }
    int[] front = ofDistinct(gathered(points, order, distinct, order.length == 0 ? 0 : count + 1));
    int[] fronts = new int[order.length];
    for (int k = 0; k < order.length; k++) fronts[order[k]] = front[distinct[k]];
    return fronts;
  }

  /** The front of each of some distinct points in lexicographic order, given by columns. */
  private static int[] ofDistinct(long[][] columns) {
    return switch (columns.length) {
      case 1 -> ascending(columns[0].length);
      case 2 -> Sweep.fronts(columns[1]);
      case 3 -> Divide.fronts(columns[1], columns[2]);
      default -> BinarySearch.fronts(columns);
    };
  }

  private static int[] ascending(int size) {
    int[] fronts = new int[size];
    for (int k = 0; k < size; k++) fronts[k] = k;
    return fronts;
  }

  private static boolean equal(Points points, int a, int b) {
    for (long[] column : points.columns()) if (column[a] != column[b]) return false;
    return true;
  }

  /** Copies of the columns in the order of use: what follows reads them from front to back. */
  private static long[][] gathered(Points points, int[] order, int[] distinct, int count) {
    long[][] gathered = new long[points.objectives()][count];
    for (int j = 0; j < gathered.length; j++) {
      long[] column = points.columns()[j];
      for (int k = 0; k < order.length; k++) gathered[j][distinct[k]] = column[order[k]];
    }
    return gathered;
  }
}
