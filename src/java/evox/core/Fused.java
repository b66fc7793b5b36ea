package evox.core;

import evox.array.Matrix;
import evox.kernel.Objective;
import evox.world.World;

/**
 * An algorithm that, where the problem is built in, does ask and evaluate in one pass over memory. Its bits are those of
 * the separate steps. Its state is shared out: see {@link #block}.
 *
 * @param <S> the state
 */
public interface Fused<S extends Record> extends Algorithm<S> {

  /**
   * Makes this rank's candidates of the generation, evaluates them and does what else can be done while they are at hand.
   *
   * @param objective the problem's, with one objective to be minimised
   * @param fitness receives that of this rank's candidates, size x 1
   */
  void pass(S state, Objective objective, Matrix fitness, World world);

  /**
   * The state after the generation: what {@link #tell} does, but for what {@link #pass} has done.
   *
   * @param fitness of all n candidates, n x 1
   */
  S tellPassed(S state, Matrix fitness, World world);
}
