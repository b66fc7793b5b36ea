package evox.core;

import evox.array.Matrix;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;
import java.util.OptionalDouble;

/** A problem whose greater fitness is the better. */
record Maximised(Problem problem) implements Problem {

  @Override
  public String name() {
    return problem.name();
  }

  @Override
  public Bounds bounds() {
    return problem.bounds();
  }

  @Override
  public int objectives() {
    return problem.objectives();
  }

  @Override
  public Direction direction() {
    return Direction.MAXIMISE;
  }

  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.empty();
  }

  @Override
  public void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, World world) {
    problem.evaluate(candidates, fitness, key, shard, world);
  }
}
