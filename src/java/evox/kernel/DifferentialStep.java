package evox.kernel;

import evox.array.Matrix;

/**
 * A whole generation of differential evolution in one pass: makes the trials, evaluates them and selects.
 *
 * @param values n x 1, receives the fitness of the trials
 */
public record DifferentialStep(Differential differential, Objective objective, Matrix values) implements Kernel {

  @Override
  public String name() {
    return "de/" + objective.kernel();
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
    differential.pack(arguments).add(values).add(objective);
  }

  @Override
  public void compute(long from, long to) {
    double[] row = new double[differential.parents().columns()];
    double[] value = new double[1];
    for (long i = differential.end(from); i < differential.end(to); i++) {
      differential.trial(i, row);
      differential.trials().write(i, row);
      objective.evaluate(row, value);
      values.set(i, 0, value[0]);
      differential.select(i, value[0], row);
    }
  }
}
