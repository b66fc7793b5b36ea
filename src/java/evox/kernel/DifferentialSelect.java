package evox.kernel;

import evox.array.Matrix;

/**
 * Puts the trials that are as good as their parents in the parents' place: the end of a generation.
 *
 * @param values n x 1, the fitness of the trials
 */
public record DifferentialSelect(Differential differential, Matrix values) implements Kernel {

  @Override
  public String name() {
    return "de-select";
  }

  @Override
  public long units() {
    return differential.tiles();
  }

  @Override
  public long leastUnits() {
    return differential.leastTiles();
  }

  @Override
  public void pack(Arguments arguments) {
    differential.pack(arguments).read(values);
  }

  @Override
  public void compute(long from, long to) {
    for (long i = differential.end(from); i < differential.end(to); i++) {
      if (differential.survives(i, values.get(i, 0))) differential.replace(i, values.get(i, 0));
    }
  }
}
