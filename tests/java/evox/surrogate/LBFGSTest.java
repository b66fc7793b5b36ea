package evox.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.core.Differentiable;
import evox.problem.LennardJones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LBFGSTest {

  private static final LBFGS METHOD = new LBFGS(10, 1e-8, Double.POSITIVE_INFINITY, 1000);

  private static double rosenbrock(double[] x, double[] gradient) {
    double sum = 0.0;
    gradient[0] = 0.0;
    for (int j = 0; j + 1 < x.length; j++) {
      double bend = x[j + 1] - x[j] * x[j];
      sum += 100 * bend * bend + (1 - x[j]) * (1 - x[j]);
      gradient[j] += -400 * bend * x[j] - 2 * (1 - x[j]);
      gradient[j + 1] = 200 * bend;
    }
    return sum;
  }

  private static double bowl(double[] x, double[] gradient) {
    double sum = 0.0;
    for (int j = 0; j < x.length; j++) {
      gradient[j] = 2 * (j + 1) * (x[j] - 1);
      sum += (j + 1) * (x[j] - 1) * (x[j] - 1);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 50})
  void rosenbrocksValleyIsFollowedToItsEnd(int d) {
    double[] start = new double[d];
    for (int j = 0; j < d; j++) start[j] = j % 2 == 0 ? -1.2 : 1.0;
    Minimum minimum = METHOD.minimise(LBFGSTest::rosenbrock, start);
    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.value()).isBetween(0.0, d == 2 ? 1e-12 : 4.0);
    assertThat(minimum.gradient()).isLessThanOrEqualTo(1e-8);
    assertThat(minimum.evaluations()).isLessThan(400);
  }

  @Test
  void whatLiesOutsideTheBoundsIsSoughtOnThem() {
    Minimum minimum = METHOD.minimise(LBFGSTest::bowl, new double[] {9, 9, 9, 9},
        new double[] {-3, 2, -3, -3}, new double[] {0.5, 4, 3, 0.25});
    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.x()[0]).isEqualTo(0.5);
    assertThat(minimum.x()[1]).isEqualTo(2.0);
    assertThat(minimum.x()[2]).isCloseTo(1.0, within(1e-8));
    assertThat(minimum.x()[3]).isEqualTo(0.25);
  }

  @Test
  void whoStartsAtAMinimumStaysThere() {
    Minimum minimum = METHOD.minimise(LBFGSTest::bowl, new double[] {1, 1});
    assertThat(minimum.x()).containsExactly(1, 1);
    assertThat(minimum.iterations()).isZero();
    assertThat(minimum.evaluations()).isEqualTo(1);
    assertThat(minimum.converged()).isTrue();
  }

  @Test
  void noStepIsLongerThanAllowed() {
    double[] last = {100, -100};
    Differentiable watched = (x, gradient) -> {
      for (int j = 0; j < x.length; j++) assertThat(Math.abs(x[j] - last[j])).isLessThanOrEqualTo(0.5 + 1e-12);
      double value = bowl(x, gradient);
      System.arraycopy(x, 0, last, 0, x.length);
      return value;
    };
    Minimum minimum = new LBFGS(5, 1e-6, 0.5, 1000).minimise(watched, last.clone());
    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.iterations()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void aStartWithoutAValueDoesNotConverge() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(METHOD.minimise((x, gradient) -> value, new double[] {1}).converged()).isFalse();
    }
  }

  @Test
  void apartAtomsJoin() {
    double[] apart = {0, 0, 0, 1.5, 0, 0, 0.7, 1.4, 0};
    Minimum minimum = new LBFGS(10, 1e-6, 0.3, 500).minimise(new LennardJones(3), apart);
    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.value()).isCloseTo(-3.0, within(1e-12));
  }

  @Test
  void aSettingThatMakesNoSenseIsNamed() {
    assertThatThrownBy(() -> new LBFGS(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory must be above 0, got memory=0.0");
    assertThatThrownBy(() -> new LBFGS(1, Double.NaN, 1, 1)).hasMessage("tolerance must be above 0, got tolerance=NaN");
  }
}
