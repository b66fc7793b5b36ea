package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtlzTest {

  /** The values in pagmo2's tests (tests/dtlz.cpp), at 0.5 everywhere. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.125, 0.125, 0.25", "2, 0.5000000000000001, 0.5, 0.7071067811865475",
    "3, 0.5000000000000001, 0.5, 0.7071067811865475", "4, 1.0, 1.2391398122732624e-30, 1.2391398122732624e-30",
    "5, 0.5000000000000001, 0.5, 0.7071067811865475", "6, 1.8995494873052114, 1.8995494873052112, 2.6863686473458888",
    "7, 0.5, 0.5, 19.5"})
  void theValuesInTheMiddleAreThoseOfPagmo(int function, double first, double second, double third) {
    check(function, new double[] {0.5, 0.5, 0.5, 0.5, 0.5}, first, second, third);
  }

  /** The same at 0.1, 0.2, 0.3, 0.4, 0.5. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.059999999999999824, 0.2399999999999993, 2.699999999999992",
    "2, 0.9863148040113404, 0.3204731065093832, 0.16425618829224242",
    "3, 5.6360845943505, 1.8312748943393273, 0.9386067902413824",
    "4, 1.05, 2.090781951822753e-70, 1.6493361431346507e-100",
    "5, 0.7495908626265831, 0.7166822470763723, 0.16425618829224242",
    "6, 3.3343308165801333, 1.5714799440921394, 0.5838204128120267",
    "7, 0.1, 0.2, 16.228886997303473"})
  void theValuesOnARampAreThoseOfPagmo(int function, double first, double second, double third) {
    check(function, new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, first, second, third);
  }

  private static void check(int function, double[] x, double... expected) {
    double[] fitness = new double[3];
    new Dtlz(function, 5, 3).evaluate(x, fitness);
    for (int j = 0; j < 3; j++) assertThat(fitness[j]).isCloseTo(expected[j], within(2e-14 * expected[j]));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void theFrontOfDtlz1IsFlat(int objectives) {
    for (double[] point : Dtlz.of(1, objectives).front(200)) {
      assertThat(Arrays.stream(point).sum()).isCloseTo(0.5, within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void theFrontOfDtlz2To6IsAPartOfASphere(int function) {
    for (double[] point : Dtlz.of(function, 3).front(200)) {
      assertThat(Arrays.stream(point).map(v -> v * v).sum()).isCloseTo(1.0, within(1e-14));
    }
  }

  /** The lattices that the published indicators of NSGA-II and NSGA-III are measured against. */
  @Test
  void theLatticeIsThatOfDasAndDennis() {
    assertThat(Dtlz.of(2, 3).front(91)).hasDimensions(91, 3);
    assertThat(Dtlz.of(2, 3).front(861)).hasDimensions(861, 3);
    assertThat(Dtlz.of(2, 3).front(900)).as("the lattice after 861 has 903 points").hasDimensions(861, 3);
    assertThat(Dtlz.of(1, 2).front(3)).isDeepEqualTo(new double[][] {{0.0, 0.5}, {0.25, 0.25}, {0.5, 0.0}});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void noPointOfTheFrontDominatesAnother(int function) {
    double[][] front = Dtlz.of(function, 3).front(300);
    for (double[] a : front) {
      for (double[] b : front) {
        boolean dominates = !Arrays.equals(a, b);
        for (int j = 0; j < 3; j++) dominates &= a[j] <= b[j];
        assertThat(dominates).as("%s dominates %s", Arrays.toString(a), Arrays.toString(b)).isFalse();
      }
    }
  }

  @Test
  void theFrontOfDtlz7IsReachedWhereTheOtherCoordinatesAreZero() {
    Dtlz problem = Dtlz.of(7, 3);
    for (double[] point : problem.front(400)) {
      double[] x = new double[problem.dimension()];
      x[0] = point[0];
      x[1] = point[1];
      double[] fitness = new double[3];
      problem.evaluate(x, fitness);
      assertThat(fitness[2]).isCloseTo(point[2], within(1e-13));
    }
  }

  @Test
  void aNaNInAnyCoordinateMakesAllObjectivesNaN() {
    for (int function = 1; function <= 7; function++) {
      for (int i = 0; i < 5; i++) {
        double[] x = {0.5, 0.5, 0.5, 0.5, 0.5};
        x[i] = Double.NaN;
        double[] fitness = new double[3];
        new Dtlz(function, 5, 3).evaluate(x, fitness);
        assertThat(fitness).as("DTLZ%d with a NaN at %d", function, i).containsOnly(Double.NaN);
      }
    }
  }

  @Test
  void whatIsNoFunctionAndTooFewCoordinatesAreRefused() {
    assertThatThrownBy(() -> Dtlz.of(8, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of a DTLZ function must be in [1, 7], got function=8");
    assertThatThrownBy(() -> new Dtlz(1, 5, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of objectives of a DTLZ function must be 2 or more, got objectives=1");
    assertThatThrownBy(() -> new Dtlz(1, 2, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension of a DTLZ function must be 3 or more, the number of objectives, got dimension=2");
    assertThatThrownBy(() -> Dtlz.of(1, 3).front(2)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of points must be 3 or more, the number of objectives, got points=2");
  }
}
