package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import evox.algorithm.Algorithms;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Generation;
import evox.core.Problem;
import evox.monitor.HistoryDigest;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run's bits do not depend on how many processes there are. */
class DistributedTest {

  static Stream<Arguments> runs() {
    Problem noisy = Problem.noisy("noisy", Bounds.of(-3, 4, 5), (x, key) -> {
      double sum = key.normal(0);
      for (double v : x) sum = Math.fma(v, v, sum);
      return sum;
    });
    return Stream.of(
        Arguments.of("CMAES", 0L, Problems.of("sphere", 10, 1, 1)),
        Arguments.of("CMAES", 0L, noisy),
        Arguments.of("PSO", 33L, Problems.of("sphere", 7, 1, 1)),
        Arguments.of("DE", 45L, Problems.of("sphere", 7, 1, 1)),
        Arguments.of("OpenES", 66L, noisy));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theDigestIsTheSameForAnyNumberOfProcesses(String algorithm, long population, Problem problem) throws Exception {
    List<String> alone = digests(algorithm, population, problem, List.of(World.alone(Device.cpu(1))));
    for (int size : new int[] {2, 3, 5, 7}) {
      List<World> worlds = JoinedWorlds.join(size, size % 2 == 0 ? Transport.AUTO : Transport.SOCKETS);
      try {
        assertThat(digests(algorithm, population, problem, worlds)).hasSize(size).containsOnly(alone.get(0));
      } finally {
        worlds.forEach(World::close);
      }
    }
  }

  private static List<String> digests(String algorithm, long population, Problem problem, List<World> worlds)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(worlds.size());
    List<Future<String>> digests = new ArrayList<>();
    for (World world : worlds) {
      digests.add(threads.submit(() -> digest(Algorithms.of(algorithm, population, Map.of()), problem, world)));
    }
    threads.shutdown();
    List<String> all = new ArrayList<>();
    for (Future<String> d : digests) all.add(d.get(60, TimeUnit.SECONDS));
    return all;
  }

  /** On each rank, since all come to the same state. */
  private static <S extends Record> String digest(Algorithm<S> algorithm, Problem problem, World world) {
    HistoryDigest digest = new HistoryDigest();
    StdWorkflow<S> workflow = new StdWorkflow<>(algorithm, problem).distributed(world);
    StdWorkflow.State<S> state = workflow.init(RandomKey.of(7));
    for (int generation = 0; generation < 20; generation++) {
      state = workflow.step(state);
      digest.generation(new Generation(state.generation(), state.evaluations(), null, state.fitness(), Best.NONE,
          state.algorithm(), 0));
    }
    return digest.hex();
  }
}
