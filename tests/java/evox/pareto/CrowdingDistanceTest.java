package evox.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Matrix;
import org.junit.jupiter.api.Test;

class CrowdingDistanceTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static double[] distances(double[]... points) {
    Points set = Points.of(Matrix.of(points));
    return CrowdingDistance.of(set, Fronts.of(set));
  }

  @Test
  void theInnerPointsHaveTheSidesOfTheirBoxAndTheEndsAreInfinitelyFar() {
    assertThat(distances(new double[] {0, 10}, new double[] {5, 0}, new double[] {1, 6}, new double[] {3, 5}))
        .containsExactly(INFINITY, INFINITY, 3 / 5.0 + 5 / 10.0, 4 / 5.0 + 6 / 10.0);
  }

  @Test
  void eachFrontIsMeasuredByItself() {
    assertThat(distances(new double[] {0, 2}, new double[] {1, 1}, new double[] {2, 0},
        new double[] {10, 14}, new double[] {11, 13}, new double[] {14, 10}))
        .containsExactly(INFINITY, 2.0, INFINITY, INFINITY, 2.0, INFINITY);
  }

  @Test
  void equalPointsLieInTheOrderOfTheirIndex() {
    assertThat(distances(new double[] {0, 4}, new double[] {1, 2}, new double[] {1, 2}, new double[] {2, 0}))
        .containsExactly(INFINITY, 1 / 2.0 + 2 / 4.0, 1 / 2.0 + 2 / 4.0, INFINITY);
    assertThat(distances(new double[] {0, 4}, new double[] {1, 2}, new double[] {1, 2}, new double[] {1, 2},
        new double[] {2, 0})).containsExactly(INFINITY, 1 / 2.0 + 2 / 4.0, 0.0, 1 / 2.0 + 2 / 4.0, INFINITY);
  }

  @Test
  void anObjectiveWithoutAFiniteRangeCountsForNothing() {
    assertThat(distances(new double[] {3}, new double[] {3}, new double[] {3})).containsExactly(0, 0, 0);
    assertThat(distances(new double[] {0, 4, 7}, new double[] {1, 2, 7}, new double[] {2, 0, 7}))
        .containsExactly(INFINITY, 2.0, INFINITY);
    assertThat(distances(new double[] {0, INFINITY}, new double[] {1, 2}, new double[] {2, 0}))
        .containsExactly(INFINITY, 1.0, INFINITY);
    assertThat(distances(new double[] {-1e308, 2}, new double[] {0, 1}, new double[] {1e308, 0}))
        .containsExactly(INFINITY, 1.0, INFINITY);
  }

  @Test
  void inAFrontOfOneOrTwoAllAreEnds() {
    assertThat(distances(new double[] {1, 1}, new double[] {2, 2}, new double[] {2, 2}))
        .containsExactly(INFINITY, INFINITY, INFINITY);
  }

  @Test
  void pointsOfNaNHaveNoDistance() {
    assertThat(distances(new double[] {Double.NaN}, new double[] {Double.NaN}, new double[] {Double.NaN}))
        .containsExactly(0, 0, 0);
  }

  @Test
  void ofEqualFrontsTheFartherComesFirstAndTiesKeepTheirIndex() {
    CrowdedOrder order = new CrowdedOrder(new int[] {1, 0, 1, 1, 0, 2}, new double[] {2, INFINITY, 3, 2, 1, 9});
    assertThat(order.before(1, 0)).isTrue();
    assertThat(order.before(2, 0)).isTrue();
    assertThat(order.before(0, 3)).isFalse();
    assertThat(order.before(3, 0)).isFalse();
    assertThat(order.first(1)).containsExactly(false, true, false, false, false, false);
    assertThat(order.first(2)).containsExactly(false, true, false, false, true, false);
    assertThat(order.first(3)).containsExactly(false, true, true, false, true, false);
    assertThat(order.first(4)).containsExactly(true, true, true, false, true, false);
    assertThat(order.first(6)).containsOnly(true);
  }
}
