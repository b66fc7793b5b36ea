package evox.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.array.Matrix;
import evox.problem.Dtlz;
import evox.problem.MultiObjective;
import evox.problem.Zdt;
import evox.random.RandomKey;
import org.junit.jupiter.api.Test;

class IndicatorTest {

  /** The points of EvoX 0.9's tests/test_metrics.py; the values to all digits are moocore's. */
  private static final double[][] FRONT = {{0, 5}, {1, 4}, {2, 3}, {3, 2}, {4, 1}, {5.5, 0}};
  private static final Matrix POINTS = Matrix.of(new double[][] {{0, 6}, {5, 8}, {4.3, 2}});

  @Test
  void theDistancesAreThoseThatOtherLibrariesCompute() {
    assertThat(new GenerationalDistance(FRONT).of(POINTS)).isCloseTo(2.5669616, within(5e-8));
    assertThat(new InvertedGenerationalDistance(FRONT).of(POINTS)).isCloseTo(1.7367444, within(5e-8));
    assertThat(new InvertedGenerationalDistancePlus(FRONT).of(POINTS)).isCloseTo(1.6073384, within(5e-8));
  }

  @Test
  void aFrontIsAtNoDistanceFromItself() {
    Matrix points = Matrix.of(FRONT);
    assertThat(new GenerationalDistance(FRONT).of(points)).isZero();
    assertThat(new InvertedGenerationalDistance(FRONT).of(points)).isZero();
    assertThat(new InvertedGenerationalDistancePlus(FRONT).of(points)).isZero();
  }

  @Test
  void hypervolumesOfAFewPointsAreExact() {
    Matrix maximised = Matrix.of(new double[][] {{-1, -9}, {-2, -2}, {-3, -1}});
    assertThat(new Hypervolume(1, 1).of(maximised)).isEqualTo(25.0);
    Matrix boxes = Matrix.of(new double[][] {{0.1, 7, 0.3}, {5.5, 0, 2.3}, {-0.1, 1, -1}, {3, 2, 5.5}});
    assertThat(new Hypervolume(10, 9, 8).of(boxes)).isCloseTo(752.85, within(1e-9));
  }

  /** The area below n points of a front that falls is short of the whole by at most a step, 1/n of either side. */
  @Test
  void hypervolumesOfTrueFrontsApproachTheirLimits() {
    assertThat(ofFront(Zdt.of(1), 20_000, 1.1, 1.1)).isCloseTo(0.876667, within(1e-4));
    assertThat(ofFront(Zdt.of(2), 20_000, 1.1, 1.1)).isCloseTo(0.543333, within(1e-4));
    assertThat(ofFront(Dtlz.of(2, 3), 80_000, 1.1, 1.1, 1.1)).isCloseTo(0.807401, within(1e-2));
    assertThat(ofFront(Dtlz.of(1, 3), 80_000, 0.55, 0.55, 0.55)).isCloseTo(0.145542, within(2e-3));
  }

  private static double ofFront(MultiObjective problem, int points, double... reference) {
    return new Hypervolume(reference).of(Matrix.of(problem.front(points)));
  }

  /** On a grid of whole numbers the volume is the number of cells that some point dominates. */
  @Test
  void hypervolumesOfWholeNumbersAreCountedCells() {
    for (int objectives = 2; objectives <= 3; objectives++) {
      for (int seed = 0; seed < 200; seed++) {
        RandomKey key = RandomKey.of(seed);
        int n = 1 + (int) key.below(0, 30);
        Matrix points = Matrix.tiles(n, objectives);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < objectives; j++) points.set(i, j, key.at(1, i).below(j, 12));
        }
        double[] reference = objectives == 2 ? new double[] {10, 9} : new double[] {10, 9, 8};
        assertThat(new Hypervolume(reference).of(points)).as("seed %d", seed).isEqualTo(cells(points, reference));
      }
    }
  }

  private static double cells(Matrix points, double[] reference) {
    int count = 0;
    int deep = reference.length == 3 ? (int) reference[2] : 1;
    for (int x = 0; x < reference[0]; x++) {
      for (int y = 0; y < reference[1]; y++) {
        for (int z = 0; z < deep; z++) {
          boolean covered = false;
          for (int i = 0; i < points.rows(); i++) {
            covered |= points.get(i, 0) <= x && points.get(i, 1) <= y && (deep == 1 || points.get(i, 2) <= z);
          }
          if (covered) count++;
        }
      }
    }
    return count;
  }

  @Test
  void pointsWithANaNAndPointsBeyondTheReferenceDoNotCount() {
    Matrix points = Matrix.of(new double[][] {{Double.NaN, 0}, {0.5, 0.5}, {0, 1}, {2, 0}});
    assertThat(new Hypervolume(1, 1).of(points)).isEqualTo(0.25);
    assertThat(new InvertedGenerationalDistance(new double[][] {{0, 0}}).of(
        Matrix.of(new double[][] {{Double.NaN, 0}, {3, 4}}))).isEqualTo(5.0);
    assertThat(new InvertedGenerationalDistance(new double[][] {{0, 0}}).of(
        Matrix.of(new double[][] {{Double.NaN, 0}}))).isInfinite();
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertThatThrownBy(() -> new Hypervolume(1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hypervolume must have 2 or 3 objectives, got objectives=4");
    assertThatThrownBy(() -> new Hypervolume(1, 1, 1).of(POINTS)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points must have 3 objectives, as the indicator has, got objectives=2");
    assertThatThrownBy(() -> new GenerationalDistance(new double[0][])).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a front must have 1 point or more, got points=0");
  }
}
