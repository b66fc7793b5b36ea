package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import evox.core.Algorithm;
import evox.core.Generation;
import evox.core.Monitor;
import evox.foreign.Isa;
import evox.kernel.Engines;
import evox.monitor.HistoryDigest;
import evox.problem.BuiltIn;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import evox.world.Device;
import evox.world.World;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The algorithms that run fused: the same bits in one pass and in steps, on every engine, with any number of threads. */
class SwarmBitsTest {

  private static final long[] POPULATIONS = {1, 2, 31, 33, 1000, 4097};
  private static final int[] DIMENSIONS = {1, 2, 3, 7, 100};
  private static final Set<String> DEFINED_FOR_ONE_DIMENSION = Set.of("ackley", "rastrigin");
  private static final int[] THREADS = {2, 3, 8};
  private static final int GENERATIONS = 4;

  /** Makes it see the candidates, so that a generation is done in steps. */
  private static final Monitor CURIOUS = new Monitor() {
    @Override
    public boolean needsCandidates() {
      return true;
    }

    @Override
    public void generation(Generation generation) {}
  };

  /** An algorithm of the nearest population that it can have. */
  private record Kind(String name, LongFunction<Algorithm<?>> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> cases() {
    List<Kind> kinds = List.of(
        new Kind("PSO", PSO::new),
        new Kind("DE/rand/1/bin", n -> new DE(Math.max(4, n))),
        new Kind("DE/best/1/bin", n -> new DE(Math.max(4, n), DE.BaseVector.BEST, 0.7, 0.3)),
        new Kind("OpenES", n -> new OpenES(n + n % 2)));
    return kinds.stream().flatMap(kind -> Stream.of("ackley", "rastrigin", "rosenbrock", "bbob15")
        .map(problem -> Arguments.of(kind, problem)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPopulationHasTheSameBitsOnEveryEngineWithAnyNumberOfThreads(Kind kind, String problem) {
    BuiltIn objective = Problems.of(problem, 10, 1, 0);
    List<Isa> engines = Engines.natives();
    for (long n : POPULATIONS) {
      Algorithm<?> algorithm = kind.of().apply(n);
      String expected = digest(algorithm, objective, Device.cpu(1, Isa.JAVA));
      assertThat(digest(algorithm, objective, Device.cpu(3, Isa.JAVA))).as("population %d, Java, 3 threads", n)
          .isEqualTo(expected);
      for (Isa isa : engines) {
        assertThat(digest(algorithm, objective, Device.cpu(1, isa))).as("population %d, %s", n, isa)
            .isEqualTo(expected);
      }
      for (int threads : THREADS) {
        assertThat(digest(algorithm, objective, Device.cpu(threads, engines.getLast())))
            .as("population %d, %s, %d threads", n, engines.getLast(), threads).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDimensionHasTheSameBitsInOnePassAndInSteps(Kind kind, String problem) {
    List<Isa> engines = Engines.natives();
    for (int d : DIMENSIONS) {
      if (d == 1 && !DEFINED_FOR_ONE_DIMENSION.contains(problem)) continue;
      BuiltIn objective = Problems.of(problem, d, 1, 0);
      Algorithm<?> algorithm = kind.of().apply(33);
      Device java = Device.cpu(1, Isa.JAVA);
      String expected = digest(algorithm, objective, java);
      assertThat(digest(algorithm, objective, java, CURIOUS)).as("dimension %d, Java in steps", d).isEqualTo(expected);
      for (Isa isa : engines) {
        Device device = Device.cpu(2, isa);
        assertThat(digest(algorithm, objective, device)).as("dimension %d, %s", d, isa).isEqualTo(expected);
        assertThat(digest(algorithm, objective, device, CURIOUS)).as("dimension %d, %s in steps", d, isa)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pso/ackley", "pso/bbob15", "pso-move", "pso-remember", "de/ackley", "de/bbob15", "de-trial",
      "de-select", "openes/ackley", "openes/bbob15", "sample", "sample-mirrored", "noise-sum", "noise-sum-squares",
      "uniform", "uniform-rows"})
  void everyEngineHasTheKernel(String kernel) {
    assertThat(Engines.natives()).isNotEmpty().allMatch(isa -> Engines.has(isa, kernel));
  }

  private static <S extends Record> String digest(Algorithm<S> algorithm, BuiltIn problem, Device device,
      Monitor... more) {
    HistoryDigest digest = new HistoryDigest();
    Monitor[] monitors = Stream.concat(Stream.of(digest), Stream.of(more)).toArray(Monitor[]::new);
    new StdWorkflow<>(algorithm, problem, monitors).distributed(World.alone(device))
        .run(RandomKey.of(0x1234_5678_9abc_def0L), Stop.generations(GENERATIONS));
    return digest.hex();
  }
}
