package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZdtTest {

  /** The values in pagmo2's tests (tests/zdt.cpp). */
  @ParameterizedTest
  @CsvSource({
    "1, 30, 0.25, 0.25, 2.3486121811340026", "1, 13, 0.33, 0.33, 2.825404001404863",
    "2, 30, 0.25, 0.25, 3.230769230769231", "2, 13, 0.33, 0.33, 3.9425692695214107",
    "3, 30, 0.25, 0.25, 2.0986121811340026", "3, 13, 0.33, 0.33, 3.092379609548596",
    "4, 30, 0.25, 0.25, 570.7417450526075", "4, 13, 0.33, 0.33, 178.75872382132619",
    "6, 30, 0.25, 0.6321205588285577, 7.309699961231513", "6, 13, 0.33, 0.999999983628226, 7.693505388431892"})
  void theValuesAreThoseOfPagmo(int function, int dimension, double all, double first, double second) {
    double[] x = new double[dimension];
    Arrays.fill(x, all);
    double[] fitness = new double[2];
    new Zdt(function, dimension).evaluate(x, fitness);
    assertThat(fitness[0]).isCloseTo(first, within(1e-15 * first));
    assertThat(fitness[1]).isCloseTo(second, within(1e-14 * second));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theFrontIsReachedWhereTheOtherCoordinatesAreZero(int function) {
    Zdt problem = Zdt.of(function);
    for (double[] point : problem.front(100)) {
      double[] x = new double[problem.dimension()];
      x[0] = point[0];
      double[] fitness = new double[2];
      problem.evaluate(x, fitness);
      assertThat(fitness).containsExactly(point);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6})
  void theFrontFallsAllTheWay(int function) {
    double[][] front = Zdt.of(function).front(501);
    assertThat(front).hasDimensions(501, 2);
    for (int k = 1; k < front.length; k++) {
      assertThat(front[k][0]).isGreaterThan(front[k - 1][0]);
      assertThat(front[k][1]).isLessThan(front[k - 1][1]);
    }
  }

  @Test
  void theFrontOfZdt3HasFivePieces() {
    double[][] front = Zdt.of(3).front(1000);
    double[] gaps = Arrays.stream(front).skip(1).mapToDouble(p -> p[0]).toArray();
    int pieces = 1;
    for (int k = 1; k < gaps.length; k++) if (gaps[k] - gaps[k - 1] > 0.05) pieces++;
    assertThat(pieces).isEqualTo(5);
    assertThat(front[999][0]).isCloseTo(0.8518328654, within(1e-4));
    assertThat(front[999][1]).isCloseTo(-0.7733690125, within(1e-6));
  }

  /** The area under the front, up to 1.1 either way. */
  @ParameterizedTest
  @CsvSource({"1, 0.876667", "2, 0.543333", "4, 0.876667"})
  void theFrontHasTheHypervolumeOfTheIntegral(int function, double exact) {
    double[][] front = Zdt.of(function).front(10_001);
    double volume = 0.0;
    for (int k = 0; k < front.length; k++) {
      double next = k + 1 < front.length ? front[k + 1][0] : 1.1;
      volume += (next - front[k][0]) * (1.1 - front[k][1]);
    }
    assertThat(volume).isCloseTo(exact, within(1e-4));
  }

  @Test
  void zdt6StartsAtTheLowestFirstObjective() {
    double[] fitness = new double[2];
    double lowest = 1.0;
    for (int k = 0; k <= 100_000; k++) {
      Zdt.of(6).evaluate(new double[] {k / 100_000.0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, fitness);
      lowest = Math.min(lowest, fitness[0]);
    }
    assertThat(lowest).isCloseTo(Zdt.of(6).front(2)[0][0], within(1e-7));
  }

  @Test
  void aNaNInAnyCoordinateMakesBothObjectivesNaN() {
    double[] fitness = new double[2];
    new Zdt(1, 3).evaluate(new double[] {0.5, 0.5, Double.NaN}, fitness);
    assertThat(fitness).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void zdt5AndTooFewCoordinatesAreRefused() {
    assertThatThrownBy(() -> Zdt.of(5)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of a ZDT function must be 1, 2, 3, 4 or 6, got function=5");
    assertThatThrownBy(() -> new Zdt(1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension of a ZDT function must be 2 or more, got dimension=1");
    assertThatThrownBy(() -> Zdt.of(1).front(1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of points must be 2 or more, got points=1");
  }
}
