package evox.kernel;

import evox.array.Matrix;

/**
 * A whole generation of a swarm in one pass over memory: moves every particle, evaluates it and has it remember.
 *
 * @param fitness n x 1, receives that of the new positions
 */
public record SwarmStep(Swarm swarm, Objective objective, Matrix fitness) implements Kernel {

  @Override
  public String name() {
    return "pso/" + objective.kernel();
  }

  @Override
  public long units() {
    return swarm.tiles();
  }

  @Override
  public long leastUnits() {
    return swarm.leastTiles();
  }

  @Override
  public void pack(Arguments arguments) {
    swarm.pack(arguments).add(fitness).add(objective);
  }

  @Override
  public void compute(long from, long to) {
    double[] row = new double[swarm.positions().columns()];
    double[] value = new double[1];
    for (long i = swarm.end(from); i < swarm.end(to); i++) {
      swarm.move(i);
      swarm.positions().read(i, row);
      objective.evaluate(row, value);
      fitness.set(i, 0, value[0]);
      swarm.remember(i, value[0], row);
    }
  }
}
