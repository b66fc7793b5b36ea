package evox.workflow;

import evox.array.Layout;
import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Direction;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.Shard;
import evox.world.World;
import java.util.List;

/**
 * A worker's part of a run: it has the algorithm's state, makes each generation's candidates by itself and evaluates its
 * share of them, so that nothing travels but fitness.
 *
 * @param <S> the algorithm's state
 */
final class Evaluator<S extends Record> {

  /**
   * What is asked of it.
   *
   * @param generation to evaluate
   * @param from first candidate
   * @param to one past the last
   * @param history the fitness of the generations right before this one, n x m each; at least of the last
   */
  record Part(long generation, long from, long to, List<double[]> history) {}

  /**
   * What it answers.
   *
   * @param generation that it knows; a worker that was started again knows none
   * @param values the fitness of the part, size x m; null where the history does not reach back to what it knows
   */
  record Share(long generation, double[] values) {}

  private final Algorithm<S> algorithm;
  private final Problem problem;
  private final RandomKey noise;
  private final World world;
  private S state;
  private Matrix candidates;
  private long generation;

  Evaluator(Algorithm<S> algorithm, Problem problem, RandomKey key, Device device) {
    this.algorithm = algorithm;
    this.problem = problem;
    this.noise = key.fold(1);
    this.world = World.alone(device);
    this.state = algorithm.init(key, problem, world);
    this.candidates = algorithm.ask(state, world);
  }

  /** Evaluates a part of a generation, after it has come there. */
  Share evaluate(Part part) {
    long first = part.generation() - part.history().size();
    if (generation < first) return new Share(generation, null);
    while (generation < part.generation()) tell(part.history().get((int) (generation - first)));
    Shard shard = new Shard(part.from(), part.to(), candidates.rows());
    try (Matrix own = candidates.layout() == Layout.TILES
            ? Matrix.tiles(shard, candidates.columns()) : Matrix.rows(shard, candidates.columns());
        Matrix fitness = Matrix.tiles(shard, problem.objectives())) {
      for (long r = 0; r < shard.size(); r++) candidates.copyRow(shard.from() + r, own, r);
      if (shard.size() > 0) problem.evaluate(own, fitness, noise.at(generation, 0), shard, world);
      return new Share(generation, values(fitness));
    }
  }

  private void tell(double[] fitness) {
    state = algorithm.tell(state, minimised(fitness, problem), world);
    candidates = algorithm.ask(state, world);
    generation++;
  }

  /** Row by row. */
  static double[] values(Matrix fitness) {
    int m = fitness.columns();
    double[] values = new double[Math.toIntExact(fitness.rows() * m)];
    for (int k = 0; k < values.length; k++) values[k] = fitness.get(k / m, k % m);
    return values;
  }

  /** As algorithms are told it. */
  static Matrix minimised(double[] values, Problem problem) {
    int m = problem.objectives();
    double sign = problem.direction() == Direction.MINIMISE ? 1 : -1;
    Matrix fitness = Matrix.tiles(values.length / m, m);
    for (int k = 0; k < values.length; k++) fitness.set(k / m, k % m, sign * values[k]);
    return fitness;
  }
}
