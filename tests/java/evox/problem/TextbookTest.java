package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TextbookTest {

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource
  void theDefinitionIsTheFormula(Textbook textbook) {
    for (int dimension : new int[] {2, 3, 10, 100}) {
      BuiltIn problem = textbook.problem.apply(dimension);
      for (int sample = 0; sample < 200; sample++) {
        double[] x = new double[dimension];
        for (int i = 0; i < dimension; i++) {
          x[i] = random.nextDouble(problem.bounds().lower(i), problem.bounds().upper(i));
        }
        double expected = textbook.formula.applyAsDouble(x);
        assertThat(evaluate(problem, x)).isCloseTo(expected, within(1e-12 * (1.0 + Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOptimumLiesWhereItIsKnownTo(Textbook textbook) {
    for (int dimension : new int[] {2, 3, 10, 1000}) {
      BuiltIn problem = textbook.problem.apply(dimension);
      double[] x = new double[dimension];
      Arrays.fill(x, textbook.optimum);
      assertThat(evaluate(problem, x)).isCloseTo(problem.optimum().getAsDouble(), within(1e-13 * dimension));
    }
  }

  /** Schwefel's function has no minimum outside its bounds. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SCHWEFEL")
  void nothingFarOutsideTheBoundsWins(Textbook textbook) {
    BuiltIn problem = textbook.problem.apply(10);
    double[] x = new double[10];
    for (double far : new double[] {1e5, -1e9, 1e15, 0x1p53, -1e17, 1e155, -1e300, Double.MAX_VALUE}) {
      Arrays.fill(x, textbook.optimum);
      x[3] = far;
      assertThat(evaluate(problem, x)).as("with %s", far).isPositive();
      Arrays.fill(x, far);
      assertThat(evaluate(problem, x)).as("all %s", far).isPositive();
    }
  }

  @Test
  void noRoundingLiesAtTheseOptima() {
    for (BuiltIn problem : List.of(new Ackley(30), new Rastrigin(30), new Griewank(30), new Sphere(30))) {
      assertThat(evaluate(problem, new double[30])).as(problem.name()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACKLEY", "RASTRIGIN"})
  void noRoundingPutsWavesBelowTheirOptimum(Textbook textbook) {
    BuiltIn problem = textbook.problem.apply(3);
    for (int i = 0; i < 100_000; i++) {
      double size = Math.scalb(1.0, -random.nextInt(40));
      double[] x = {size * random.nextGaussian(), size * random.nextGaussian(), size * random.nextGaussian()};
      assertThat(evaluate(problem, x)).as(() -> Arrays.toString(x)).isNotNegative();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDimensionOfZeroIsRefused(Textbook textbook) {
    assertThatThrownBy(() -> textbook.problem.apply(0)).isInstanceOf(IllegalArgumentException.class)
        .message().matches("dimension must be [12] or more, got dimension=0");
  }

  @Test
  void aShiftThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Ackley(2, Double.NaN)).hasMessage("shift must be finite, got shift=NaN");
  }

  private static double evaluate(BuiltIn problem, double[] x) {
    double[] fitness = new double[1];
    problem.evaluate(x, fitness);
    return fitness[0];
  }
}
