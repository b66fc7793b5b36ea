package evox.kernel;

/** Moves every particle; see {@link Swarm}. */
public record SwarmMove(Swarm swarm) implements Kernel {

  @Override
  public String name() {
    return "pso-move";
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
    swarm.pack(arguments);
  }

  @Override
  public void compute(long from, long to) {
    for (long i = swarm.end(from); i < swarm.end(to); i++) swarm.move(i);
  }
}
