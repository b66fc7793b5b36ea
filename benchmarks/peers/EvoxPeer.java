package compare;

import evox.algorithm.CMAES;
import evox.algorithm.DE;
import evox.algorithm.NSGA2;
import evox.algorithm.PSO;
import evox.array.Matrix;
import evox.array.Order;
import evox.core.Algorithm;
import evox.core.Problem;
import evox.problem.Ackley;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.world.Device;
import evox.world.Shard;
import evox.world.World;
import java.util.SplittableRandom;

/** This toolkit as one more contender of the comparison, as a user has it: workflows over built-in problems. */
public final class EvoxPeer implements Peer {

  /** The comparison's own: no particle swarm can step onto the optimum by chance. */
  private static final double ACKLEY_SHIFT = 3.3;

  @Override
  public Work work(Task task, int threads) {
    World world = World.alone(Device.cpu(threads));
    return switch (task.kind()) {
      case "eval" -> evaluation(task, world);
      case "pso" -> generations(new PSO(task.population()), problem(task), world);
      case "de" -> generations(asTheOriginal(task.population()), problem(task), world);
      case "cmaes" -> generations(new CMAES(new double[] {0.5}, 0.5), problem(task), world);
      case "nsga2" -> fronts(new NSGA2(task.population(), 0.9, 20, 1.0, 20), task, world);
      default -> null;
    };
  }

  /** With donors from the whole population, as the others draw them. */
  private static DE asTheOriginal(long population) {
    return new DE(population, DE.BaseVector.RAND, 0.5, 0.9, population);
  }

  private static Problem problem(Task task) {
    return task.objective() == Objective.ACKLEY
        ? new Ackley(task.dimension(), ACKLEY_SHIFT)
        : Problems.of(task.objective().name(), task.dimension(), 0, 0);
  }

  private static Work evaluation(Task task, World world) {
    Problem problem = problem(task);
    Matrix candidates = Matrix.tiles(task.population(), task.dimension());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < task.population(); i++) {
      for (int j = 0; j < task.dimension(); j++) {
        candidates.set(i, j, random.nextDouble(task.objective().lower, task.objective().upper));
      }
    }
    Matrix fitness = Matrix.tiles(task.population(), 1);
    Shard all = new Shard(0, task.population(), task.population());
    return clock -> {
      do {
        problem.evaluate(candidates, fitness, RandomKey.of(1), all, world);
      } while (clock.tick());
      clock.best(fitness.get(Order.best(fitness, 0), 0));
    };
  }

  private static <S extends Record> Work generations(Algorithm<S> algorithm, Problem problem, World world) {
    StdWorkflow<S> workflow = new StdWorkflow<>(algorithm, problem).distributed(world);
    return clock -> {
      StdWorkflow.State<S> state = workflow.init(RandomKey.of(1));
      do {
        state = workflow.step(state);
      } while (clock.tick());
      clock.best(algorithm.best(state.algorithm()).fitness());
    };
  }

  private static Work fronts(NSGA2 algorithm, Task task, World world) {
    StdWorkflow<NSGA2.State> workflow =
        new StdWorkflow<>(algorithm, Problems.of("zdt1", task.dimension(), 0, 0)).distributed(world);
    return clock -> {
      StdWorkflow.State<NSGA2.State> state = workflow.init(RandomKey.of(1));
      do {
        state = workflow.step(state);
      } while (clock.tick());
      Matrix fitness = state.algorithm().fitness();
      double[][] points = new double[task.population()][];
      for (int i = 0; i < points.length; i++) points[i] = fitness.row(i);
      clock.best(Front.hypervolume(points));
    };
  }
}
