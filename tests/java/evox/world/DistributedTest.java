package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import evox.algorithm.CMAES;
import evox.algorithm.DE;
import evox.algorithm.NSGA2;
import evox.algorithm.OpenES;
import evox.algorithm.PSO;
import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Bounds;
import evox.core.Monitor;
import evox.core.Problem;
import evox.monitor.EvalMonitor;
import evox.monitor.HistoryDigest;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    Problem sphere = Problems.of("sphere", 7, 1, 1);
    return Stream.of(
        Arguments.of(new CMAES(), Problems.of("sphere", 10, 1, 1), 20),
        Arguments.of(new CMAES(), noisy, 20),
        Arguments.of(new NSGA2(20), Problems.of("zdt1", 7, 1, 2), 20),
        Arguments.of(new PSO(1), sphere, 20),
        Arguments.of(new PSO(33), sphere, 20),
        Arguments.of(new PSO(33), noisy, 20),
        Arguments.of(new PSO(32_868), sphere, 3),
        Arguments.of(new DE(4), sphere, 20),
        Arguments.of(new DE(45), sphere, 20),
        Arguments.of(new DE(45, DE.BaseVector.BEST, 0.7, 0.9, 9), noisy, 20),
        Arguments.of(new DE(45, DE.BaseVector.RAND, 0.5, 0.9, 44), sphere, 20),
        Arguments.of(new DE(32_868), noisy, 3),
        Arguments.of(new OpenES(2), sphere, 20),
        Arguments.of(new OpenES(66), noisy, 20),
        Arguments.of(new OpenES(66), sphere, 20),
        Arguments.of(new OpenES(65_700), sphere, 3));
  }

  @ParameterizedTest
  @MethodSource("runs")
  <S extends Record> void theDigestIsTheSameForAnyNumberOfProcesses(
      Algorithm<S> algorithm, Problem problem, int generations) throws Exception {
    String alone = outcomes(algorithm, problem, generations, List.of(World.alone(Device.cpu(1)))).get(0);
    for (int size : new int[] {2, 3, 5, 7}) {
      List<World> worlds = JoinedWorlds.join(size, size % 2 == 0 ? Transport.AUTO : Transport.SOCKETS);
      try {
        assertThat(outcomes(algorithm, problem, generations, worlds)).hasSize(size).containsOnly(alone);
      } finally {
        worlds.forEach(World::close);
      }
    }
  }

  @Test
  void aRankHoldsItsShareOfThePopulationAlone() throws Exception {
    Problem sphere = Problems.of("sphere", 7, 1, 1);
    List<World> worlds = JoinedWorlds.join(3, Transport.AUTO);
    try {
      List<long[]> rows = onEach(worlds, world -> {
        PSO.State swarm = new PSO(100).init(RandomKey.of(1), sphere, world);
        DE.State parents = new DE(100, DE.BaseVector.RAND, 0.5, 0.9, 10).init(RandomKey.of(1), sphere, world);
        return new long[] {swarm.positions().rows(), swarm.velocities().rows(), swarm.bests().rows(),
            parents.parents().rows(), parents.trials().matrix().rows(), parents.halo().matrix().rows()};
      });
      assertThat(rows).containsExactly(new long[] {34, 34, 34, 34, 34, 9}, new long[] {33, 33, 33, 33, 33, 9},
          new long[] {33, 33, 33, 33, 33, 9});
    } finally {
      worlds.forEach(World::close);
    }
  }

  @Test
  void monitorsSeeTheCandidatesOfAllRanks() throws Exception {
    List<List<Matrix>> seen = new ArrayList<>();
    for (int size : new int[] {1, 3}) {
      List<World> worlds = JoinedWorlds.join(size, Transport.AUTO);
      try {
        seen.add(onEach(worlds, world -> {
          EvalMonitor monitor = new EvalMonitor(EvalMonitor.Keep.CANDIDATES);
          new StdWorkflow<>(new DE(50), Problems.of("sphere", 7, 1, 1), monitor).distributed(world)
              .run(RandomKey.of(5), Stop.generations(3));
          return world.rank() == 0 ? monitor.candidates() : List.<Matrix>of();
        }).get(0));
      } finally {
        worlds.forEach(World::close);
      }
    }
    for (int g = 0; g < 3; g++) {
      for (int i = 0; i < 50; i++) assertThat(seen.get(1).get(g).row(i)).isEqualTo(seen.get(0).get(g).row(i));
    }
  }

  /** The digest, of which rank 0 knows the history, and the best, which all know. */
  private static <S extends Record> List<String> outcomes(
      Algorithm<S> algorithm, Problem problem, int generations, List<World> worlds) throws Exception {
    HistoryDigest digest = new HistoryDigest();
    return onEach(worlds, world -> {
      Monitor monitor = world.rank() == 0 ? digest : new HistoryDigest();
      return new StdWorkflow<>(algorithm, problem, monitor).distributed(world)
          .run(RandomKey.of(7), Stop.generations(generations)).best().toString();
    }).stream().map(best -> best + " " + digest.hex()).toList();
  }

  private static <T> List<T> onEach(List<World> worlds, Function<World, T> program) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(worlds.size());
    List<Future<T>> results = worlds.stream().map(world -> threads.submit(() -> program.apply(world))).toList();
    threads.shutdown();
    List<T> all = new ArrayList<>();
    for (Future<T> result : results) all.add(result.get(60, TimeUnit.SECONDS));
    return all;
  }
}
