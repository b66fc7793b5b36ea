package evox.core;

import evox.array.Matrix;
import evox.random.RandomKey;
import evox.world.World;

/**
 * A population-based optimiser that minimises. An implementation is a record of settings; what changes is the state S,
 * a record of arrays and numbers. A state is spent when {@link #tell} returns the next one: its arrays may live on in
 * it. All random numbers are functions of the state's key, the generation and the index.
 *
 * @param <S> the state
 */
public interface Algorithm<S extends Record> {

  /** Candidates a generation, n; 0 where that depends on the problem. */
  long population();

  /** Candidates a generation, n, for a problem of d coordinates. */
  default long population(int dimension) {
    return population();
  }

  /**
   * Individuals that stay together when a world's ranks share out the state, so that each holds its own alone; 0 where
   * every rank holds the whole state and comes to the same one, as it is unless an algorithm says otherwise.
   */
  default long block() {
    return 0;
  }

  /**
   * The state before the first generation.
   *
   * @throws IllegalArgumentException if the problem does not suit the algorithm, and why
   */
  S init(RandomKey key, Problem problem, World world);

  /**
   * The candidates of the generation, to be evaluated, those of this rank where the state is shared out: a matrix of the
   * state, valid until {@link #tell}.
   */
  Matrix ask(S state, World world);

  /**
   * The state after the generation.
   *
   * @param fitness of all n candidates, n x m, to be minimised; NaN is worse than any number
   */
  S tell(S state, Matrix fitness, World world);

  /** The best candidate so far, spent with the state; {@link Best#NONE} for more than one objective. */
  Best best(S state);
}
