package evox.workflow;

import evox.array.Matrix;
import evox.array.Partition;
import evox.core.Algorithm;
import evox.core.Fused;
import evox.core.Problem;
import evox.kernel.Objective;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/**
 * Evaluation in a world: each rank evaluates its share of the candidates, and all ranks get the fitness of all. The wire
 * carries m doubles a candidate, whatever the dimension.
 *
 * @param partition how the candidates are shared out
 * @param replicated whether every rank has all candidates, and not its own alone
 */
record Shares(Partition partition, boolean replicated) {

  /** Any rank may take any candidate that it has: an evaluation may take seconds, and there may be few of them. */
  static Shares of(Algorithm<?> algorithm, int dimension, World world) {
    boolean replicated = algorithm.block() == 0;
    long n = algorithm.population(dimension);
    return new Shares(new Partition(world, n, replicated ? 1 : algorithm.block()), replicated);
  }

  /**
   * Evaluates the candidates of all ranks.
   *
   * @param candidates as {@link Algorithm#ask} gave them
   * @param share receives the fitness of this rank's, as {@link #shareOf} makes it
   * @param fitness receives that of all n, n x m
   */
  void evaluate(Problem problem, Matrix candidates, Matrix share, Matrix fitness, RandomKey key) {
    Shard shard = partition.mine();
    Matrix own = replicated ? partition.part(candidates) : candidates;
    if (shard.size() > 0) problem.evaluate(own, share, key, shard, partition.world());
    partition.allGather(share, fitness);
    if (own != candidates) own.close();
  }

  /** As {@link #evaluate}, with candidates that are made in the same pass. */
  <S extends Record> void pass(Fused<S> algorithm, S state, Objective objective, Matrix share, Matrix fitness) {
    algorithm.pass(state, objective, share, partition.world());
    partition.allGather(share, fitness);
  }

  /** A copy of all candidates on rank 0, for monitors: {@link Algorithm#tell} may write over them. */
  Matrix gather(Matrix candidates) {
    return replicated ? candidates.copy() : partition.gather(candidates);
  }

  /** Where this rank's fitness goes: there is no copy in a world of one. */
  Matrix shareOf(Matrix fitness) {
    return partition.world().size() == 1 ? fitness : Matrix.tiles(partition.mine(), fitness.columns());
  }
}
