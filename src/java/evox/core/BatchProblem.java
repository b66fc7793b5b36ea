package evox.core;

import evox.array.Matrix;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/** A user's function of a whole shard. */
record BatchProblem(String name, Bounds bounds, int objectives, Direction direction, Batch objective)
    implements Problem {

  BatchProblem {
    if (objectives < 1) {
      throw new IllegalArgumentException("number of objectives must be 1 or more, got objectives=" + objectives);
    }
  }

  @Override
  public void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, World world) {
    try {
      objective.evaluate(candidates, fitness, key, shard);
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException("the objective must fill in the fitness of a shard, got " + e + " from problem=" + name
          + ", generation=" + key.generation() + ", candidates=[" + shard.from() + ", " + shard.to() + ")", e);
    }
  }
}
