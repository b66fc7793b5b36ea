package evox.monitor;

import evox.report.Chart;
import java.util.Arrays;

/**
 * The course of a run in bounded memory: when there are {@value #MOST} generations, every second one is dropped, and
 * from then on only every second, fourth, eighth … is taken.
 */
final class Convergence {

  private static final int MOST = 1024;

  private static final double WIDE = 100;

  private final double[] generations = new double[MOST + 1];
  private final double[] best = new double[MOST + 1];
  private final double[] current = new double[MOST + 1];
  private int size;
  private long stride = 1;

  /**
   * Takes a generation.
   *
   * @param bestSoFar the best fitness of the run
   * @param bestOfAll the best fitness of this generation alone
   */
  void add(long generation, double bestSoFar, double bestOfAll) {
    // The last generation shown always stays at the end; the next overwrites it unless it is one to keep.
    if (size > 0 && (generations[size - 1] - 1) % stride != 0) size--;
    if (size == MOST) thin();
    generations[size] = generation;
    best[size] = bestSoFar;
    current[size] = bestOfAll;
    size++;
  }

  private void thin() {
    stride *= 2;
    size = 0;
    for (int i = 0; i < MOST; i += 2) {
      generations[size] = generations[i];
      best[size] = best[i];
      current[size] = current[i];
      size++;
    }
  }

  /** The axis is logarithmic where all values are above 0 and the run covered a factor of {@value #WIDE} or more. */
  Chart chart() {
    double[] x = Arrays.copyOf(generations, size);
    double[] y = Arrays.copyOf(best, size);
    double least = Arrays.stream(y).min().orElse(0);
    double most = Arrays.stream(y).filter(Double::isFinite).max().orElse(0);
    Chart chart = Chart.of("Convergence", "generation", "fitness").line("best so far", x, y)
        .points("best of the generation", x, Arrays.copyOf(current, size));
    return least > 0 && most / least >= WIDE ? chart.withLogarithmicAxis() : chart;
  }
}
