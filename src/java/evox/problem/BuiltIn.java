package evox.problem;

import evox.array.Matrix;
import evox.core.Problem;
import evox.kernel.Evaluate;
import evox.kernel.Objective;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/** A problem whose objective the kernels know. */
public interface BuiltIn extends Problem, Objective {

  @Override
  default String name() {
    return kernel();
  }

  @Override
  default int dimension() {
    return bounds().dimension();
  }

  @Override
  default int objectives() {
    return 1;
  }

  @Override
  default void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, World world) {
    new Evaluate(this, candidates, fitness).launch(world.device());
  }
}
