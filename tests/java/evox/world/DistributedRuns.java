package evox.world;

import evox.algorithm.CMAES;
import evox.algorithm.DE;
import evox.algorithm.NSGA2;
import evox.algorithm.OpenES;
import evox.algorithm.PSO;
import evox.core.Algorithm;
import evox.core.Bounds;
import evox.core.Problem;
import evox.monitor.HistoryDigest;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Runs of every algorithm, fused and not, noisy and not, of one candidate and of more than one piece. */
final class DistributedRuns {

  private DistributedRuns() {}

  /** What comes of each run in a world: the same on every rank. */
  static List<String> outcomes(World world) {
    Problem noisy = Problem.noisy("noisy", Bounds.of(-3, 4, 5), (x, key) -> {
      double sum = key.normal(0);
      for (double v : x) sum = Math.fma(v, v, sum);
      return sum;
    });
    Problem sphere = Problems.of("sphere", 7, 1, 1);
    List<String> outcomes = new ArrayList<>();
    outcomes.add(outcome(world, new CMAES(), Problems.of("sphere", 10, 1, 1), 20));
    outcomes.add(outcome(world, new CMAES(), noisy, 20));
    outcomes.add(outcome(world, new CMAES(), noisy.maximised(), 20));
    outcomes.add(outcome(world, new NSGA2(20), Problems.of("zdt1", 7, 1, 2), 20));
    outcomes.add(outcome(world, new PSO(1), sphere, 20));
    outcomes.add(outcome(world, new PSO(33), sphere, 20));
    outcomes.add(outcome(world, new PSO(33), noisy, 20));
    outcomes.add(outcome(world, new PSO(32_868), sphere, 3));
    outcomes.add(outcome(world, new DE(4), sphere, 20));
    outcomes.add(outcome(world, new DE(45), sphere, 20));
    outcomes.add(outcome(world, new DE(45, DE.BaseVector.BEST, 0.7, 0.9, 9), noisy, 20));
    outcomes.add(outcome(world, new DE(45, DE.BaseVector.RAND, 0.5, 0.9, 44), sphere, 20));
    outcomes.add(outcome(world, new DE(32_868), noisy, 3));
    outcomes.add(outcome(world, new OpenES(2), sphere, 20));
    outcomes.add(outcome(world, new OpenES(66), noisy, 20));
    outcomes.add(outcome(world, new OpenES(66), sphere, 20));
    outcomes.add(outcome(world, new OpenES(65_700), sphere, 3));
    return outcomes;
  }

  private static <S extends Record> String outcome(World world, Algorithm<S> algorithm, Problem problem, int generations) {
    HistoryDigest digest = new HistoryDigest();
    String best = new StdWorkflow<>(algorithm, problem, digest).distributed(world)
        .run(RandomKey.of(7), Stop.generations(generations)).best().toString();
    return algorithm + " on " + problem.name() + ": " + best + ", digest " + told(world, digest.hex());
  }

  /** What rank 0 says: it alone watches. */
  private static String told(World world, String hex) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment bytes = arena.allocateFrom(hex);
      world.communicator().broadcast(bytes, 0);
      return bytes.getString(0);
    }
  }
}
