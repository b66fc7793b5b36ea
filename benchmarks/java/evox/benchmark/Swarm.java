package evox.benchmark;

import evox.algorithm.PSO;
import evox.array.Matrix;
import evox.foreign.Isa;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.world.Device;
import evox.world.World;

/** One generation of a particle swarm on Ackley's function of 100 coordinates, after the other. */
final class Swarm implements Company.Part {

  private static final RandomKey KEY = RandomKey.of(1);
  private static final int COMPARED = 3;

  private final World world;
  private final StdWorkflow<PSO.State> workflow;
  private StdWorkflow.State<PSO.State> state;

  /** A swarm of so many particles in all. */
  Swarm(World world, long population) {
    this.world = world;
    this.workflow = new StdWorkflow<>(new PSO(population), Problems.of("ackley", 100, 0, 0)).distributed(world);
    this.state = workflow.init(KEY);
  }

  @Override
  public void turn() {
    state = workflow.step(state);
  }

  /** Fitness after the first generations that is not that of one process with the Java engine. */
  @Override
  public long wrong() {
    Matrix ours = after(workflow);
    if (world.rank() != 0) return 0;
    Matrix alone = after(workflow.distributed(World.alone(Device.cpu(1, Isa.JAVA))));
    long wrong = 0;
    for (long i = 0; i < ours.rows(); i++) {
      if (Double.doubleToRawLongBits(ours.get(i, 0)) != Double.doubleToRawLongBits(alone.get(i, 0))) wrong++;
    }
    return wrong;
  }

  private static Matrix after(StdWorkflow<PSO.State> workflow) {
    StdWorkflow.State<PSO.State> state = workflow.init(KEY);
    for (int g = 0; g < COMPARED; g++) state = workflow.step(state);
    return state.fitness();
  }
}
