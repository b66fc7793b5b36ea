package evox.kernel;

import evox.array.Matrix;

/**
 * Has every particle remember where it is, if nowhere has been better.
 *
 * @param fitness n x 1, of the positions
 */
public record SwarmRemember(Swarm swarm, Matrix fitness) implements Kernel {

  @Override
  public String name() {
    return "pso-remember";
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
    swarm.pack(arguments).read(fitness);
  }

  @Override
  public void compute(long from, long to) {
    double[] row = new double[swarm.positions().columns()];
    for (long i = swarm.end(from); i < swarm.end(to); i++) swarm.remember(i, fitness.get(i, 0), row);
  }
}
