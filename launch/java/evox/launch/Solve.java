package evox.launch;

import evox.core.Algorithm;
import evox.core.Monitor;
import evox.core.Problem;
import evox.monitor.HistoryDigest;
import evox.random.RandomKey;
import evox.workflow.Result;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import evox.world.Spmd;
import evox.world.World;
import java.util.List;

/** Optimises a built-in problem by a built-in algorithm. */
final class Solve implements Command {

  static final Option SEED = Option.of("--seed", "N", "of the random numbers; 42 by default");
  static final int SEED_BY_DEFAULT = 42;

  private static final Option JSON = Option.flag("--json", "print the result as one JSON object and nothing else");

  @Override
  public String name() {
    return "solve";
  }

  @Override
  public String purpose() {
    return "Optimise a built-in problem by a built-in algorithm.";
  }

  @Override
  public List<Option> options() {
    return List.of(AlgorithmOptions.ALGORITHM, ProblemOptions.PROBLEM, ProblemOptions.DIMENSION,
        AlgorithmOptions.POPULATION, StopOptions.GENERATIONS, SEED, StopOptions.TARGET, StopOptions.EVALUATIONS,
        StopOptions.TIME, AlgorithmOptions.START, AlgorithmOptions.SIGMA, AlgorithmOptions.SET, ProblemOptions.INSTANCE,
        ProblemOptions.OBJECTIVES, ProblemOptions.LOWER, ProblemOptions.UPPER, ProblemOptions.MAXIMISE, DeviceOptions.THREADS,
        DeviceOptions.DEVICE, DeviceOptions.ALGEBRA, MonitorOptions.REPORT, MonitorOptions.CSV, MonitorOptions.NPY, JSON);
  }

  @Override
  public int run(Given given) {
    Algorithm<?> algorithm = AlgorithmOptions.of(given);
    Stop[] stops = StopOptions.of(given);
    long seed = given.whole(SEED.name(), SEED_BY_DEFAULT);
    HistoryDigest digest = new HistoryDigest();
    Monitor[] monitors = MonitorOptions.of(given, digest, given.has(JSON.name()));
    // Last, since its constants lie in memory outside the heap, which may not be ready yet.
    Problem problem = ProblemOptions.of(given);
    try (World world = Spmd.initialize(given.processes(), DeviceOptions.of(given, algorithm, problem))) {
      try {
        DeviceOptions.warn(world);
        Result<?> result = new StdWorkflow<>(algorithm, problem, monitors).distributed(world)
            .run(RandomKey.of(seed), stops);
        if (world.rank() == 0) print(given, new Solution(algorithm, problem, seed, result, digest.hex(), world));
      } catch (RuntimeException | Error e) {
        // It ends as one line on this rank: the others would only see it go.
        world.fail(e);
        throw e;
      }
    }
    return 0;
  }

  private static void print(Given given, Solution solution) {
    if (given.has(JSON.name())) System.out.println(SolutionJson.of(solution));
    else System.out.print(SolutionText.of(solution) + MonitorOptions.written(given));
  }
}
