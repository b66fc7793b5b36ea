package evox.core;

import evox.array.Matrix;
import evox.array.Order;
import evox.array.Partition;
import java.util.Arrays;

/**
 * The best candidate seen so far.
 *
 * @param fitness its fitness, to be minimised; positive infinity with no candidate yet
 * @param candidate its d coordinates; empty before the first generation
 */
public record Best(double fitness, double[] candidate) {

  /** Nothing yet. */
  public static final Best NONE = new Best(Double.POSITIVE_INFINITY, new double[0]);

  /**
   * The better of this and the best of a generation; what came first wins a tie, and NaN never wins.
   *
   * @param candidates n x d
   * @param fitness n x 1, to be minimised
   */
  public Best or(Matrix candidates, Matrix fitness) {
    long i = Order.best(fitness, 0);
    return fitness.get(i, 0) < this.fitness ? new Best(fitness.get(i, 0), candidates.row(i)) : this;
  }

  /**
   * As {@link #or(Matrix, Matrix)}, where ranks share the candidates out: on all of them.
   *
   * @param candidates those of this rank
   * @param fitness of all n, n x 1, to be minimised
   */
  public Best or(Matrix candidates, Matrix fitness, Partition partition) {
    long i = Order.best(fitness, 0);
    return fitness.get(i, 0) < this.fitness ? new Best(fitness.get(i, 0), partition.row(candidates, i)) : this;
  }

  @Override
  public String toString() {
    return fitness + " at " + Arrays.toString(candidate);
  }
}
