package evox.core;

import evox.array.Matrix;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;
import java.util.Arrays;

/** A user's function of one candidate and the candidate's own random numbers. */
record FunctionProblem(
    String name, Bounds bounds, Direction direction, Problem.NoisyPointFunction objective)
    implements Problem {

  /** What a piece of work must take to be worth another thread. */
  private static final long WORTHWHILE_NANOS = 50_000;

  @Override
  public void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, World world) {
    long begun = System.nanoTime();
    evaluate(candidates, fitness, key, shard, 0, Math.min(1, candidates.rows()));
    long nanosEach = Math.max(1, System.nanoTime() - begun);
    world.device().forEach(candidates.rows() - 1, WORTHWHILE_NANOS / nanosEach + 1,
        (from, to) -> evaluate(candidates, fitness, key, shard, from + 1, to + 1));
  }

  private void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, long from, long to) {
    double[] x = new double[candidates.columns()];
    for (long r = from; r < to; r++) {
      candidates.read(r, x);
      fitness.set(r, 0, value(x, key.at(key.generation(), shard.from() + r)));
    }
  }

  private double value(double[] x, RandomKey key) {
    try {
      return objective.applyAsDouble(x, key);
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException("the objective must return a number or NaN, got " + e + " from problem=" + name
          + ", generation=" + key.generation() + ", candidate=" + key.individual() + ", x=" + Arrays.toString(x), e);
    }
  }
}
