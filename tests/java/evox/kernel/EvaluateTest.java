package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Layout;
import evox.array.Matrix;
import evox.core.Bounds;
import evox.foreign.Isa;
import evox.problem.Ackley;
import evox.problem.BuiltIn;
import evox.problem.Problems;
import evox.world.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine gives the bits of the definition, for every problem of the catalogue. */
class EvaluateTest {

  private static final int[] POPULATIONS = {1, 2, 31, 33, 1000};
  private static final int[] DIMENSIONS = {1, 2, 3, 7, 8, 30};
  private static final int[] THREADS = {1, 2, 3, 8};

  /** Names of the catalogue, and the kernels that it does not name. */
  static Stream<String> names() {
    return Stream.concat(Problems.names().stream(), Stream.of("ackley-shifted"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEngineHasTheObjective(String name) {
    for (Isa isa : Engines.natives()) {
      String kernel = problems(name, DIMENSIONS).getFirst().kernel();
      assertThat(List.of("tile/", "evaluate/", "evaluate-rows/")).as("functions of %s for %s", isa, kernel)
          .allMatch(operation -> Engines.has(isa, operation + kernel));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEngineGivesTheBitsOfTheDefinition(String name) {
    List<Isa> engines = Engines.natives();
    for (BuiltIn problem : problems(name, DIMENSIONS)) {
      for (int population : POPULATIONS) {
        Matrix candidates = candidates(problem, population, Layout.TILES);
        long[] expected = fitness(problem, candidates, Device.cpu(1, Isa.JAVA));
        for (Layout layout : Layout.values()) {
          Matrix laid = candidates(problem, population, layout);
          for (Isa isa : engines) {
            assertThat(fitness(problem, laid, Device.cpu(1, isa)))
                .as("%s on %s, %d x %d in %s", name, isa, population, problem.dimension(), layout).isEqualTo(expected);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theNumberOfThreadsChangesNoBit(String name) {
    List<Isa> engines = Engines.natives();
    BuiltIn problem = problems(name, 100, 102).getFirst();
    Matrix candidates = candidates(problem, 4097, Layout.TILES);
    long[] expected = fitness(problem, candidates, Device.cpu(2, Isa.JAVA));
    for (int threads : THREADS) {
      assertThat(fitness(problem, candidates, Device.cpu(threads, engines.getLast())))
          .as("%s with %d threads", name, threads).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNaNCoordinateMakesTheFitnessNaN(String name) {
    for (BuiltIn problem : problems(name, DIMENSIONS)) {
      int d = problem.dimension();
      for (int coordinate : IntStream.of(0, d / 2, d - 1).distinct().toArray()) {
        double[] x = new double[d];
        x[coordinate] = Double.NaN;
        double[] fitness = new double[problem.objectives()];
        problem.evaluate(x, fitness);
        assertThat(fitness).as("%s with a NaN at %d of %d", name, coordinate, d).contains(Double.NaN);
      }
    }
  }

  /** The problem in each of these dimensions that it allows. */
  static List<BuiltIn> problems(String name, int... dimensions) {
    List<BuiltIn> problems = new ArrayList<>();
    for (int dimension : dimensions) {
      try {
        problems.add(name.equals("ackley-shifted") ? new Ackley(dimension, 3.3) : Problems.of(name, dimension, 0, 0));
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("dimension");
      }
    }
    assertThat(problems).as("dimensions of " + name).isNotEmpty();
    return problems;
  }

  static Matrix candidates(BuiltIn problem, int population, Layout layout) {
    int d = problem.dimension();
    Matrix candidates = layout == Layout.TILES ? Matrix.tiles(population, d) : Matrix.rows(population, d);
    Bounds bounds = problem.bounds();
    AwkwardNumbers.fill(candidates, bounds.lower(d - 1), bounds.upper(d - 1), 1000L * population + d);
    return candidates;
  }

  private static long[] fitness(BuiltIn problem, Matrix candidates, Device device) {
    try (Matrix fitness = Matrix.tiles(candidates.rows(), problem.objectives())) {
      new Evaluate(problem, candidates, fitness).launch(device);
      return Engines.bits(fitness);
    }
  }
}
