package evox.kernel;

import evox.array.Matrix;
import java.util.List;

/**
 * All of a generation of differential evolution but its end: makes the trials and evaluates them in one pass, and writes
 * down those that survive. {@link DifferentialSelect} must follow when all are made.
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

  /** All trials are written down, not the survivors alone. */
  @Override
  public List<Kernel> parts() {
    return List.of(new DifferentialTrial(differential), new Evaluate(objective, differential.trials(), values));
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
      objective.evaluate(row, value);
      values.set(i, 0, value[0]);
      if (differential.survives(i, value[0])) differential.trials().write(i, row);
    }
  }
}
