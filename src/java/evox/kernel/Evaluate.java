package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;

/**
 * Evaluates a built-in objective for every candidate.
 *
 * @param objective of d coordinates and m objectives
 * @param candidates n x d
 * @param fitness n x m, in tiles
 */
public record Evaluate(Objective objective, Matrix candidates, Matrix fitness) implements Kernel {

  @Override
  public String name() {
    return (candidates.layout() == Layout.TILES ? "evaluate/" : "evaluate-rows/") + objective.kernel();
  }

  @Override
  public long units() {
    return candidates.tiles();
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 100_000 / (Layout.TILE * (long) objective.dimension()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(objective).read(candidates).add(fitness).add(candidates.rows()).add(candidates.stride());
  }

  @Override
  public void compute(long from, long to) {
    double[] x = new double[objective.dimension()];
    double[] f = new double[objective.objectives()];
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, candidates.rows()); i++) {
      candidates.read(i, x);
      objective.evaluate(x, f);
      fitness.write(i, f);
    }
  }
}
