package evox.kernel;

import evox.array.Matrix;

/**
 * Evaluates the candidates of mirrored pairs without writing them out.
 *
 * @param fitness n x 1, receives that of the candidates
 */
public record MirroredEvaluate(Mirrored mirrored, Objective objective, Matrix fitness) implements Kernel {

  @Override
  public String name() {
    return "openes/" + objective.kernel();
  }

  @Override
  public long units() {
    return mirrored.tiles();
  }

  @Override
  public long leastUnits() {
    return mirrored.leastTiles();
  }

  @Override
  public void pack(Arguments arguments) {
    mirrored.pack(arguments).add(fitness).add(objective);
  }

  @Override
  public void compute(long from, long to) {
    double[] x = new double[objective.dimension()];
    double[] value = new double[1];
    for (long i = mirrored.end(from); i < mirrored.end(to); i++) {
      mirrored.candidate(i, x);
      objective.evaluate(x, value);
      fitness.set(i, 0, value[0]);
    }
  }
}
