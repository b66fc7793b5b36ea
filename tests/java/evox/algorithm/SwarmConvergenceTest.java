package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.Result;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SwarmConvergenceTest {

  private static final Bounds BOUNDS = Bounds.of(new double[] {-5, -4, -3, -2, -1}, new double[] {5, 6, 7, 8, 9});

  static double squares(double[] x) {
    double sum = 0.0;
    for (int j = 0; j < x.length; j++) sum += (x[j] - 0.3 * j) * (x[j] - 0.3 * j);
    return sum;
  }

  static Stream<Arguments> algorithmsAndPrecisions() {
    return Stream.of(
        Arguments.of(new PSO(40), 1e-12),
        Arguments.of(new DE(40), 1e-12),
        Arguments.of(new DE(40, DE.BaseVector.BEST, 0.8, 0.9), 1e-12),
        Arguments.of(new OpenES(200, 0.1, 0.05), 1e-2));
  }

  /** The strategy looks far enough around itself to see a way out of a region without numbers. */
  static Stream<Algorithm<?>> algorithms() {
    return Stream.of(new PSO(40), new DE(40), new DE(40, DE.BaseVector.BEST, 0.8, 0.9), new OpenES(200, 2.0, 0.05));
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndPrecisions")
  void theShiftedOptimumIsFound(Algorithm<?> algorithm, double precision) {
    Best best = run(algorithm, Problem.of("squares", BOUNDS, SwarmConvergenceTest::squares), 400).best();
    assertThat(best.fitness()).isLessThan(precision).isEqualTo(squares(best.candidate()));
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndPrecisions")
  void theOptimumThatBbobPublishesForItsSphereIsFound(Algorithm<?> algorithm, double precision) {
    Problem sphere = Problems.of("bbob1", 5, 2, 0);
    assertThat(run(algorithm, sphere, 400).best().fitness() - sphere.optimum().getAsDouble())
        .isBetween(0.0, Math.max(precision, 1e-9));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aFitnessThatIsNeverANumberLeavesNoBest(Algorithm<?> algorithm) {
    Best best = run(algorithm, Problem.of("nothing", BOUNDS, x -> Double.NaN), 5).best();
    assertThat(best).isSameAs(Best.NONE);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aNaNNeverWins(Algorithm<?> algorithm) {
    Problem holes = Problem.of("holes", BOUNDS, x -> x[0] < 0.3 ? Double.NaN : squares(x));
    Best best = run(algorithm, holes, 200).best();
    assertThat(best.fitness()).isFinite().isEqualTo(squares(best.candidate()));
    assertThat(best.candidate()[0]).isGreaterThanOrEqualTo(0.3);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyCandidateLiesInTheBox(Algorithm<?> algorithm) {
    Problem watched = Problem.of("watched", BOUNDS, x -> {
      for (int j = 0; j < x.length; j++) assertThat(x[j]).isBetween(BOUNDS.lower(j), BOUNDS.upper(j));
      return -x[0] - x[1];
    });
    assertThat(run(algorithm, watched, 300).best().fitness()).isBetween(-11.0, -10.0);
  }

  @Test
  void aSwarmOfOneAndAPopulationAtItsLeastRun() {
    Problem squares = Problem.of("squares", BOUNDS, SwarmConvergenceTest::squares);
    for (Algorithm<?> algorithm : new Algorithm<?>[] {new PSO(1), new DE(4), new OpenES(2)}) {
      Best first = run(algorithm, squares, 1).best();
      assertThat(run(algorithm, squares, 30).best().fitness()).isLessThanOrEqualTo(first.fitness());
    }
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new PSO(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be 1 or more, got population=0");
    assertThatThrownBy(() -> new PSO(10, Double.NaN, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inertia must be a number of 0 or more, got inertia=NaN");
    assertThatThrownBy(() -> new DE(3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be in [4, 2^32], for a parent and three donors, got population=3");
    assertThatThrownBy(() -> new DE(10, DE.BaseVector.RAND, 0, 0.9)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight must be in (0, 2], got weight=0.0");
    assertThatThrownBy(() -> new DE(10, DE.BaseVector.RAND, 0.5, 1.5)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("crossover must be in [0, 1], got crossover=1.5");
    assertThatThrownBy(() -> new OpenES(7)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be even and in [2, 2^30], for candidates come in pairs, got population=7");
    assertThatThrownBy(() -> new OpenES(8, -1, 0.1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sigma must be a number above 0, got sigma=-1.0");
  }

  @Test
  void boundsThatAreNotFiniteAreRefusedWhereTheyAreNeeded() {
    Problem unbounded = Problem.of("unbounded", Bounds.none(2), SwarmConvergenceTest::squares);
    assertThatThrownBy(() -> run(new PSO(10), unbounded, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PSO needs finite bounds, got lower[0]=-Infinity, upper[0]=Infinity");
    assertThatThrownBy(() -> run(new DE(10), unbounded, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DE needs finite bounds, got lower[0]=-Infinity, upper[0]=Infinity");
    assertThat(run(new OpenES(10), unbounded, 20).best().fitness()).isLessThan(0.09);
  }

  private static <S extends Record> Result<S> run(Algorithm<S> algorithm, Problem problem, long generations) {
    return new StdWorkflow<>(algorithm, problem).run(RandomKey.of(1), Stop.generations(generations));
  }
}
