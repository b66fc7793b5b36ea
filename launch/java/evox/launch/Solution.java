package evox.launch;

import evox.core.Algorithm;
import evox.core.Problem;
import evox.workflow.Result;
import evox.world.World;

/**
 * What a run was, and what came out.
 *
 * @param digest over the fitness of every generation and the algorithm's last state, 64 hexadecimal digits
 */
record Solution(Algorithm<?> algorithm, Problem problem, long seed, Result<?> result, String digest, World world) {

  /** The algorithm's name: that of its record of settings. */
  String algorithmName() {
    return algorithm.getClass().getSimpleName();
  }

  /** Whether there is one best candidate: there is none where several objectives are weighed against one another. */
  boolean hasBest() {
    return problem.objectives() == 1;
  }
}
