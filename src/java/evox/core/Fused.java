package evox.core;

import evox.array.Matrix;
import evox.kernel.Objective;
import evox.world.World;

/**
 * An algorithm that, where the problem is built in, does ask, evaluate and tell in one pass over memory. Its bits are
 * those of the separate steps.
 *
 * @param <S> the state
 */
public interface Fused<S extends Record> extends Algorithm<S> {

  /**
   * Does one generation.
   *
   * @param objective the problem's, with one objective to be minimised
   * @param fitness receives the fitness of the generation's candidates, n x 1
   */
  S step(S state, Objective objective, Matrix fitness, World world);
}
