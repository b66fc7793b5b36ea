package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import evox.algorithm.DE;
import evox.algorithm.PSO;
import evox.array.Matrix;
import evox.core.Problem;
import evox.monitor.EvalMonitor;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run's bits depend neither on how many processes there are nor on what carries their words. */
class DistributedTest {

  private static final List<String> ALONE = DistributedRuns.outcomes(World.alone(Device.cpu(1)));

  /** More processes than many of the runs have tiles, and numbers that divide nothing. */
  private static final int[] SIZES = {2, 3, 4, 5, 7};

  @ParameterizedTest
  @EnumSource
  void theDigestsAreThoseOfOneProcess(Way way) throws Exception {
    for (int size : SIZES) {
      List<World> worlds = way.join(size);
      try {
        assertThat(onEach(worlds, DistributedRuns::outcomes)).as("%d by %s", size, way).hasSize(size).containsOnly(ALONE);
      } finally {
        worlds.forEach(World::close);
      }
    }
  }

  /** What carries the bytes between the members of a world, all within this process. */
  enum Way {
    THREADS, SHARED, SOCKETS, SHARED_AND_SOCKETS;

    List<World> join(int size) throws Exception {
      return switch (this) {
        case THREADS -> JoinedWorlds.threads(size);
        case SHARED -> JoinedWorlds.join(size, Transport.SHARED);
        case SOCKETS -> JoinedWorlds.join(size, Transport.SOCKETS);
        case SHARED_AND_SOCKETS -> JoinedWorlds.join(size, Transport.AUTO, 2);
      };
    }
  }

  @Test
  void theDigestsOfProcessesByMpiAreThoseOfOneProcess() throws Exception {
    MpiRun mpi = MpiRun.openMpi();
    assertByMpi(mpi, 1, "alone");
    for (int size : SIZES) assertByMpi(mpi, size, "mpi");
  }

  @Test
  void theDigestsOfProcessesOnSeveralMachinesByMpiAreThoseOfOneProcess(@TempDir Path folder) throws Exception {
    MpiRun mpi = MpiRun.openMpi().onSeveralMachines(folder);
    for (int size : new int[] {3, 4, 5, 7}) assertByMpi(mpi, size, "shared+mpi");
  }

  private static void assertByMpi(MpiRun mpi, int size, String transport) throws Exception {
    MpiRun.Ended ended = mpi.java(size, DistributedProgram.class, "--transport", transport.equals("mpi") ? "mpi" : "auto");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out().lines()).as("%d by %s", size, transport).containsExactlyElementsOf(ALONE);
    assertThat(ended.err()).isEqualTo(size == 1 ? "world of 1 process by OMPI_COMM_WORLD_RANK\n"
        : "world of " + size + " processes by OMPI_COMM_WORLD_RANK, transport " + transport + "\n");
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

  private static <T> List<T> onEach(List<World> worlds, Function<World, T> program) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(worlds.size());
    List<Future<T>> results = worlds.stream().map(world -> threads.submit(() -> program.apply(world))).toList();
    threads.shutdown();
    List<T> all = new ArrayList<>();
    for (Future<T> result : results) all.add(result.get(100, TimeUnit.SECONDS));
    return all;
  }
}
