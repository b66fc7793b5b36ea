package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.array.Matrix;
import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.Shard;
import evox.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CMAESTest {

  private static CMAES from(double start, double sigma) {
    return new CMAES(new double[] {start}, sigma);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvFileSource(resources = "cmaes_evaluations.txt")
  void takesTheEvaluationsThatPycmaTakes(String function, String n, String active, String lambda, int least, int quarter,
      int median) {
    boolean rosen = function.equals("rosen");
    CMAES algorithm = new CMAES(0, rosen ? 0.1 : 0.5, new double[] {rosen ? 0 : 1}, active.equals("active=True"));
    int dimension = Integer.parseInt(n.substring(2));
    assertThat(lambda).isEqualTo("lambda=" + algorithm.population(dimension));
    Problem problem = Problem.of(function, Bounds.none(dimension), HansenFunctions.ALL.get(function));
    assertThat(Runs.medianEvaluations(algorithm, problem, 1e-9)).isBetween(0.85 * median, 1.15 * median);
  }

  /** In any direction the search is the same one: only the seeds' luck differs. */
  @Test
  void aRotatedEllipsoidTakesNoMoreEvaluations() {
    int n = 8;
    double[] start = new double[n];
    double[] rotatedStart = new double[n];
    for (int i = 0; i < n; i++) start[i] = i + 1;
    reflect(start, rotatedStart);
    double plain = Runs.medianEvaluations(new CMAES(start, 0.5),
        Problem.of("elli", Bounds.none(n), HansenFunctions::elli), 1e-9);
    double rotated = Runs.medianEvaluations(new CMAES(rotatedStart, 0.5), Problem.of("rotated", Bounds.none(n), x -> {
      double[] y = new double[n];
      reflect(x, y);
      return HansenFunctions.elli(y);
    }), 1e-9);
    assertThat(rotated).isBetween(0.9 * plain, 1.1 * plain);
  }

  /** Householder's reflection at the plane across (1, 2, ..., n): orthogonal, its own inverse, and full. */
  private static void reflect(double[] x, double[] y) {
    double inner = 0.0;
    double squares = 0.0;
    for (int i = 0; i < x.length; i++) {
      inner += (i + 1) * x[i];
      squares += (i + 1) * (i + 1);
    }
    for (int i = 0; i < x.length; i++) y[i] = x[i] - 2.0 * inner / squares * (i + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void anObjectiveThatFailsOnHalfOfSpaceIsMinimisedOnTheOtherHalf(double failure) {
    Problem.PointFunction half = x -> x[0] < 0.5 ? failure : HansenFunctions.elli(x) - 0.25;
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(Runs.best(from(1, 0.5), Problem.of("half", Bounds.none(6), half), seed, 1e-9, 20_000)).isBetween(0.0,
          1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0})
  void anObjectiveThatIsTheSameEverywhereLeavesTheSearchInFiniteNumbers(double value) {
    assertStaysFinite(Problem.of("flat", Bounds.none(3), x -> value), 2000);
  }

  @Test
  void aSearchWithoutAnEndStaysInFiniteNumbers() {
    assertStaysFinite(Problem.of("slope", Bounds.none(3), x -> x[0]), 20_000);
  }

  @Test
  void aProblemWithoutAnyCurvatureInSomeDirectionsStaysInFiniteNumbers() {
    assertStaysFinite(Problem.of("ridge", Bounds.none(3), x -> x[0] * x[0]), 20_000);
    assertStaysFinite(Problem.of("cliff", Bounds.none(3), x -> x[0] * x[0] * 1e300 + x[1] * x[1] * 1e-300), 20_000);
  }

  private static void assertStaysFinite(Problem problem, int generations) {
    CMAES algorithm = from(1, 0.5);
    World world = World.alone(Device.cpu(1));
    CMAES.State state = algorithm.init(RandomKey.of(1), problem, world);
    Matrix fitness = Matrix.tiles(algorithm.population(problem.dimension()), 1);
    for (int g = 0; g < generations; g++) {
      Matrix candidates = algorithm.ask(state, world);
      for (long i = 0; i < candidates.rows(); i++) {
        for (double coordinate : candidates.row(i)) assertThat(coordinate).as("generation %d", g).isFinite();
      }
      problem.evaluate(candidates, fitness, state.key(), new Shard(0, fitness.rows(), fitness.rows()), world);
      state = algorithm.tell(state, fitness, world);
    }
    assertThat(state.step().sigma()).isBetween(StepSize.LEAST, StepSize.LARGEST);
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new CMAES(1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be in [2, 2^31), or 0 for the default, got population=1");
    assertThatThrownBy(() -> from(0, Double.NaN))
        .hasMessage("sigma must be a number above 0, or 0 for the default, got sigma=NaN");
    assertThatThrownBy(() -> Runs.best(from(9, 1), Problem.of("f", Bounds.of(-1, 1, 2), x -> 0), 1, 0, 10))
        .hasMessage("start must lie within the bounds [-1.0, 1.0] of coordinate 0, got start=9.0");
    assertThatThrownBy(() -> Runs.best(new CMAES(new double[3], 1), Problem.of("f", Bounds.none(2), x -> 0), 1, 0, 10))
        .hasMessage("start must have 1 coordinate or as many as the problem, 2, got start=[0.0, 0.0, 0.0]");
    assertThatThrownBy(() -> Runs.best(new CMAES(), Problem.of("f", Bounds.none(2), x -> 0), 1, 0, 10))
        .hasMessage("CMAES without start needs finite bounds, got lower[0]=-Infinity, upper[0]=Infinity");
    Problem two = Problem.batch("pair", Bounds.of(0, 1, 2), 2, (candidates, fitness, key, shard) -> {});
    assertThatThrownBy(() -> Runs.best(new CMAES(), two, 1, 0, 10))
        .hasMessage("CMAES needs a problem of one objective, got objectives=2 of problem=pair");
  }
}
