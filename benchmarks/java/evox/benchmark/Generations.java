package evox.benchmark;

import evox.core.Algorithm;
import evox.core.Problem;
import evox.foreign.Isa;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.world.Device;
import evox.world.World;

/**
 * A run of an algorithm that is measured generation by generation.
 *
 * @param <S> the algorithm's state
 */
final class Generations<S extends Record> {

  private static final RandomKey KEY = RandomKey.of(1);
  private static final int COMPARED = 3;

  private final StdWorkflow<S> workflow;
  private StdWorkflow.State<S> state;

  /** A run that has not begun, on so many threads. */
  Generations(Algorithm<S> algorithm, Problem problem, int threads) {
    workflow = new StdWorkflow<>(algorithm, problem).distributed(World.alone(Device.cpu(threads)));
    state = workflow.init(KEY);
  }

  /** Does one more. */
  void step() {
    state = workflow.step(state);
  }

  /** The algorithm's state after the last. */
  S state() {
    return state.algorithm();
  }

  /** How many numbers of the state after the first generations differ from the Java engine's on one thread. */
  long wrong() {
    return Bits.different(after(workflow), after(workflow.distributed(World.alone(Device.cpu(1, Isa.JAVA)))));
  }

  private static <S extends Record> S after(StdWorkflow<S> workflow) {
    StdWorkflow.State<S> state = workflow.init(KEY);
    for (int g = 0; g < COMPARED; g++) state = workflow.step(state);
    return state.algorithm();
  }
}
