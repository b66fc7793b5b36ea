package evox.kernel;

import evox.array.Matrix;

/**
 * Writes out the candidates of mirrored pairs.
 *
 * @param candidates n x d, in tiles
 */
public record MirroredSample(Mirrored mirrored, Matrix candidates) implements Kernel {

  @Override
  public String name() {
    return "sample-mirrored";
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
    mirrored.pack(arguments).add(candidates);
  }

  @Override
  public void compute(long from, long to) {
    double[] x = new double[candidates.columns()];
    for (long i = mirrored.end(from); i < mirrored.end(to); i++) {
      mirrored.candidate(i, x);
      candidates.write(i, x);
    }
  }
}
