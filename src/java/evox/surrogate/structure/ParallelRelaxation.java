package evox.surrogate.structure;

import evox.core.Differentiable;
import evox.pool.Pool;
import evox.surrogate.LBFGS;
import evox.surrogate.Minimum;
import java.util.List;

/**
 * Relaxes candidates in a potential, on all workers of a pool at once: each to the next minimum, in one thread.
 *
 * @param method of each
 */
public record ParallelRelaxation(LBFGS method) {

  /**
   * Relaxes them.
   *
   * @param potential called from several threads at once; to travel to other processes, a record
   * @return the minima in the candidates' order: a candidate that was at a minimum as it is, one that did not converge
   *     where it got
   */
  public List<Minimum> relax(Pool pool, Differentiable potential, List<double[]> candidates) {
    LBFGS each = method;
    return pool.map((double[] start) -> each.minimise(potential, start), candidates);
  }
}
