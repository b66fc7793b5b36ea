package evox.algorithm;

import evox.core.Algorithm;
import evox.core.Problem;
import evox.monitor.HistoryDigest;
import evox.random.RandomKey;
import evox.workflow.Result;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import evox.world.Device;
import evox.world.World;
import java.util.Arrays;

/** Runs of an algorithm, for what they come out with. */
final class Runs {

  private static final int SEEDS = 15;

  private Runs() {}

  /** The median, over 15 seeds, of the evaluations to a target. */
  static double medianEvaluations(Algorithm<?> algorithm, Problem problem, double target) {
    long[] evaluations = new long[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
      Result<?> result = run(algorithm, problem, s + 1, target, 1_000_000);
      evaluations[s] = result.best().fitness() <= target ? result.evaluations() : Long.MAX_VALUE;
    }
    Arrays.sort(evaluations);
    return evaluations[SEEDS / 2];
  }

  /** The best fitness when the target was reached or so many evaluations were done. */
  static double best(Algorithm<?> algorithm, Problem problem, long seed, double target, long evaluations) {
    return run(algorithm, problem, seed, target, evaluations).best().fitness();
  }

  /** The digest of all that a run computed. */
  static <S extends Record> String digest(Algorithm<S> algorithm, Problem problem, long generations, Device device) {
    HistoryDigest digest = new HistoryDigest();
    new StdWorkflow<>(algorithm, problem, digest).distributed(World.alone(device))
        .run(RandomKey.of(7), Stop.generations(generations));
    return digest.hex();
  }

  private static <S extends Record> Result<S> run(Algorithm<S> algorithm, Problem problem, long seed, double target,
      long evaluations) {
    return new StdWorkflow<>(algorithm, problem).distributed(World.alone(Device.cpu(1)))
        .run(RandomKey.of(seed), Stop.target(target), Stop.evaluations(evaluations));
  }
}
