package evox.kernel;

import evox.array.Matrix;

/**
 * Puts the parents that are better than their trials in the trials' place.
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
    differential.pack(arguments).add(values);
  }

  @Override
  public void compute(long from, long to) {
    double[] row = new double[differential.parents().columns()];
    for (long i = differential.end(from); i < differential.end(to); i++) differential.select(i, values.get(i, 0), row);
  }
}
