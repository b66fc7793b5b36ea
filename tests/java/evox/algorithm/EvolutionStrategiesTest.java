package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import evox.core.Algorithm;
import evox.core.Bounds;
import evox.core.Problem;
import evox.foreign.Isa;
import evox.problem.Ackley;
import evox.problem.Problems;
import evox.problem.Rastrigin;
import evox.world.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the strategies with a normal distribution have in common: CMAES, SepCMAES, SNES. */
class EvolutionStrategiesTest {

  private static Stream<Algorithm<?>> strategies(long population) {
    return Stream.of(new CMAES(population), new SepCMAES(population), new SNES(population));
  }

  private static Stream<Algorithm<?>> strategies() {
    return strategies(0);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void theBitsAreTheSameOnEveryEngineAndAnyNumberOfThreads(Algorithm<?> defaults) {
    for (Problem problem : List.of(new Ackley(10), new Rastrigin(33), Problems.of("bbob15", 7, 1, 1))) {
      for (long population : new long[] {2, 31, 33, 1000, 4097}) {
        int generations = population > 1000 ? 3 : 12;
        Algorithm<?> algorithm = strategies(population).filter(a -> a.getClass() == defaults.getClass()).findFirst()
            .orElseThrow();
        String expected = Runs.digest(algorithm, problem, generations, Device.cpu(1, Isa.JAVA));
        for (Device device : devices()) {
          assertThat(Runs.digest(algorithm, problem, generations, device))
              .as("%s on %s, %s, %d threads", algorithm, problem, device.isa(), device.threads()).isEqualTo(expected);
        }
      }
    }
  }

  private static List<Device> devices() {
    List<Device> devices = new ArrayList<>();
    for (Isa isa : Isa.values()) {
      if (!isa.runsHere()) continue;
      int[] threads = isa == Isa.best() ? new int[] {1, 2, 3, 8} : new int[] {isa == Isa.JAVA ? 3 : 1};
      Arrays.stream(threads).forEach(t -> devices.add(Device.cpu(t, isa)));
    }
    return devices;
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void anOptimumInACornerIsFound(Algorithm<?> algorithm) {
    int n = 12;
    Problem.PointFunction slope = x -> Arrays.stream(x).sum() + 2.0 * n;
    Problem problem = Problem.of("corner", Bounds.of(-2, 3, n), slope);
    assertThat(Runs.best(algorithm, problem, 3, 1e-12, 30_000)).isBetween(0.0, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void boundsOfVeryDifferentWidthsAreEachAUnit(Algorithm<?> algorithm) {
    Problem problem = Problem.of("scaled", Bounds.of(new double[] {1e-9, -1e6}, new double[] {3e-9, 5e6}),
        x -> Math.pow(x[0] * 1e9 - 1.2, 2) + Math.pow(x[1] * 1e-6 - 4.4, 2));
    assertThat(Runs.best(algorithm, problem, 4, 1e-12, 10_000)).isBetween(0.0, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void oneCoordinateIsEnough(Algorithm<?> algorithm) {
    Problem problem = Problem.of("parabola", Bounds.of(-3, 5, 1), x -> (x[0] - 0.25) * (x[0] - 0.25));
    assertThat(Runs.best(algorithm, problem, 5, 1e-20, 5000)).isBetween(0.0, 1e-20);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aBoundOnOneSideIsKept(Algorithm<?> algorithm) {
    Bounds bounds = Bounds.of(new double[] {2, Double.NEGATIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY, -1});
    Algorithm<?> started = Algorithms.of(algorithm.getClass().getSimpleName(), 0,
        Map.of("start", "3,-3", "sigma", "0.5"));
    Problem problem = Problem.of("sides", bounds, x -> {
      assertThat(x[0]).isGreaterThanOrEqualTo(2);
      assertThat(x[1]).isLessThanOrEqualTo(-1);
      return x[0] * x[0] + x[1] * x[1] - 5.0;
    });
    assertThat(Runs.best(started, problem, 6, 1e-12, 10_000)).isBetween(0.0, 1e-12);
  }

  /** Its rates, the paper's factor on the constants of 2016, are higher than pycma's, and it is the faster for that. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "sepcmaes_evaluations.txt")
  void sepCMAESTakesNoMoreEvaluationsThanPycma(String function, String n, String lambda, int least, int quarter,
      int median) {
    Problem problem = Problem.of(function, Bounds.none(Integer.parseInt(n.substring(2))),
        HansenFunctions.ALL.get(function));
    double taken = Runs.medianEvaluations(new SepCMAES(0, 0.5, new double[] {1}), problem, 1e-9);
    assertThat(taken).isBetween(0.7 * median, 1.15 * median);
  }

  /** Both grow with the dimension and not with its square; that is what they are for. */
  @Test
  void separableStrategiesNeedEvaluationsInProportionToTheDimension() {
    for (Algorithm<?> algorithm : List.of(new SNES(0, 0.5, new double[] {1}), new SepCMAES(0, 0.5, new double[] {1}))) {
      double few = Runs.medianEvaluations(algorithm, Problem.of("elli", Bounds.none(10), HansenFunctions::elli), 1e-9);
      double many = Runs.medianEvaluations(algorithm, Problem.of("elli", Bounds.none(40), HansenFunctions::elli), 1e-9);
      assertThat(many / few).isLessThan(6.0);
    }
  }
}
