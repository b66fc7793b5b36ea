package evox.indicator;

import evox.array.Matrix;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The area or volume that the points dominate, up to a reference point; the more the better. Exact, for two and three
 * objectives, in O(n log n).
 *
 * <p>Zitzler, Thiele: Multiobjective optimization using evolutionary algorithms - a comparative case study. PPSN 1998.
 * doi:10.1007/BFb0056872. The sweep is that of Beume, Fonseca, López-Ibáñez, Paquete, Vahrenhold: On the complexity of
 * computing the hypervolume indicator. IEEE Transactions on Evolutionary Computation 13, 2009.
 * doi:10.1109/TEVC.2009.2015575
 *
 * @param reference m coordinates, worse in every objective than the points that shall count
 */
public record Hypervolume(double... reference) implements Indicator {

  public Hypervolume {
    reference = reference.clone();
    if (reference.length < 2 || reference.length > 3) {
      throw new IllegalArgumentException("hypervolume must have 2 or 3 objectives, got objectives=" + reference.length);
    }
    for (double r : reference) {
      if (r != r) throw new IllegalArgumentException("reference must consist of numbers, got NaN");
    }
  }

  @Override
  public double of(Matrix points) {
    double[][] counted = Arrays.stream(PointSet.of(points, reference.length)).filter(this::isBelow)
        .toArray(double[][]::new);
    int last = reference.length - 1;
    Arrays.sort(counted, Comparator.comparingDouble(point -> point[last]));
    Staircase below = new Staircase(reference[0], last == 2 ? reference[1] : 0.0);
    double volume = 0.0;
    for (int i = 0; i < counted.length; i++) {
      below.add(counted[i][0], last == 2 ? counted[i][1] : -1.0);
      double next = i + 1 < counted.length ? counted[i + 1][last] : reference[last];
      volume = Math.fma(below.area(), next - counted[i][last], volume);
    }
    return volume;
  }

  private boolean isBelow(double[] point) {
    for (int j = 0; j < point.length; j++) if (!(point[j] < reference[j])) return false;
    return true;
  }
}
