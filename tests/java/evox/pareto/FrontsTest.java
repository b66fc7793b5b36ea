package evox.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Matrix;
import evox.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontsTest {

  private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0,
      Double.MIN_VALUE, -Double.MIN_VALUE, 1.0};

  /** The paper's definition: peel off what nothing left dominates. */
  private static int[] peeled(Points points) {
    int[] fronts = new int[points.size()];
    Arrays.fill(fronts, -1);
    int placed = 0;
    for (int front = 0; placed < fronts.length; front++) {
      boolean[] leaves = new boolean[fronts.length];
      for (int b = 0; b < fronts.length; b++) {
        leaves[b] = fronts[b] < 0;
        for (int a = 0; a < fronts.length && leaves[b]; a++) leaves[b] = fronts[a] >= 0 || !points.dominates(a, b);
      }
      for (int b = 0; b < fronts.length; b++) {
        if (!leaves[b]) continue;
        fronts[b] = front;
        placed++;
      }
    }
    return fronts;
  }

  private static void assertEqualToTheDefinition(Matrix fitness, String what) {
    Points points = Points.of(fitness);
    assertThat(Fronts.of(points)).as(what).isEqualTo(peeled(points));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void randomPointsLieInTheFrontsOfTheDefinition(int objectives) {
    for (int n : new int[] {1, 2, 3, 23, 24, 25, 49, 50, 200, 600}) {
      RandomKey key = RandomKey.of(n * 10 + objectives);
      Matrix fitness = Matrix.tiles(n, objectives);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < objectives; j++) fitness.set(i, j, key.at(0, i).normal(j));
      }
      assertEqualToTheDefinition(fitness, "seed " + key.seed());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void manyEqualPointsLieInTheFrontsOfTheDefinition(int objectives) {
    for (int values = 1; values <= 5; values++) {
      RandomKey key = RandomKey.of(values * 10 + objectives);
      Matrix fitness = Matrix.tiles(400, objectives);
      for (int i = 0; i < 400; i++) {
        for (int j = 0; j < objectives; j++) fitness.set(i, j, key.at(0, i).below(j, values));
      }
      assertEqualToTheDefinition(fitness, "seed " + key.seed());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void infinitiesZerosSubnormalsAndNaNLieInTheFrontsOfTheDefinition(int objectives) {
    for (int seed = 0; seed < 20; seed++) {
      RandomKey key = RandomKey.of(seed);
      Matrix fitness = Matrix.rows(200, objectives);
      for (int i = 0; i < 200; i++) {
        for (int j = 0; j < objectives; j++) {
          fitness.set(i, j, SPECIAL[(int) key.at(0, i).below(j, SPECIAL.length)]);
        }
      }
      assertEqualToTheDefinition(fitness, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void pointsOnOneFrontAndOnAChainAreFound(int objectives) {
    int n = 3000;
    Matrix trade = Matrix.tiles(n, objectives);
    Matrix chain = Matrix.tiles(n, objectives);
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = i * 7 % n;
      for (int j = 0; j < objectives; j++) {
        trade.set(i, j, j == 0 ? places[i] : -places[i]);
        chain.set(i, j, places[i]);
      }
    }
    assertThat(Fronts.of(Points.of(trade))).containsOnly(0);
    assertThat(Fronts.of(Points.of(chain))).isEqualTo(places);
  }

  @Test
  void keysThatDifferInTheirLastBitAreToldApart() {
    int n = 1000;
    Matrix fitness = Matrix.tiles(n, 2);
    for (int i = 0; i < n; i++) {
      fitness.set(i, 0, 1.0 + Math.ulp(1.0) * (i * 7 % n));
      fitness.set(i, 1, 2.0);
    }
    int[] fronts = Fronts.of(Points.of(fitness));
    for (int i = 0; i < n; i++) assertThat(fronts[i]).isEqualTo(i * 7 % n);
  }

  @Test
  void aPointWithANaNIsDominatedByAllWithout() {
    Matrix fitness = Matrix.of(new double[][] {{Double.NaN, 0}, {5, 5}, {0, Double.NaN},
        {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}});
    assertThat(Fronts.of(Points.of(fitness))).containsExactly(2, 0, 2, 1);
  }

  @Test
  void theMatricesOfPointsFollowOneAnother() {
    Points points = Points.of(Matrix.of(new double[][] {{1, 2}, {3, 4}}), Matrix.of(new double[][] {{0, 5}}));
    assertThat(points.size()).isEqualTo(3);
    assertThat(points.value(2, 1)).isEqualTo(5);
    assertThat(Fronts.of(points)).containsExactly(0, 1, 0);
  }
}
