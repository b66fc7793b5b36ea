package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.random.Normals;
import evox.random.RandomKey;

/**
 * Draws candidates from a normal distribution with independent coordinates:
 * {@code x = min(upper, max(lower, fma(scale, noise, mean)))}.
 *
 * @param key of the generation, at the individual that is row 0 (a multiple of 32)
 * @param mean d coordinates
 * @param scale standard deviation of each of the d coordinates
 * @param box that candidates are clamped to
 * @param candidates n x d, in tiles; row r becomes individual {@code key.individual() + r}
 */
public record Sample(RandomKey key, Doubles mean, Doubles scale, Box box, Matrix candidates) implements Kernel {

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public long units() {
    return candidates.tiles();
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 20_000 / (Layout.TILE * (long) candidates.columns()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(mean).add(scale).add(box.lower())
        .add(box.upper()).add(candidates).add(candidates.columns());
  }

  @Override
  public void compute(long from, long to) {
    double[] x = new double[candidates.columns()];
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, candidates.rows()); i++) {
      Normals.row(key.at(key.generation(), key.individual() + i), x);
      for (int d = 0; d < x.length; d++) x[d] = box.clamp(d, Math.fma(scale.get(d), x[d], mean.get(d)));
      candidates.write(i, x);
    }
  }
}
