package evox.kernel;

import evox.array.Layout;
import evox.random.Normals;
import evox.random.RandomKey;

/**
 * Candidates in pairs that mirror one another at the mean: candidates 2p and 2p + 1 are
 * {@code fma(scale, noise, mean)} and {@code fma(-scale, noise, mean)} with the noise of individual p, clamped to the box.
 *
 * @param key of the generation, at the individual that makes candidates 0 and 1 (a multiple of 32)
 * @param population number of candidates, n, even
 * @param mean d coordinates
 * @param scale standard deviation of each of the d coordinates
 * @param box that candidates are clamped to
 */
public record Mirrored(RandomKey key, long population, Doubles mean, Doubles scale, Box box) {

  /** Tiles of 32 pairs: what the kernels work on. */
  long tiles() {
    return (population / 2 + Layout.TILE - 1) / Layout.TILE;
  }

  /** Tiles that are worth a thread of their own. */
  long leastTiles() {
    return Math.max(1, 10_000 / (Layout.TILE * (long) mean.length()));
  }

  /** One past the last candidate of the tiles before this one. */
  long end(long tile) {
    return Math.min(tile * 2 * Layout.TILE, population);
  }

  Arguments pack(Arguments arguments) {
    return arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(population).add(mean.length())
        .add(mean).add(scale).add(box.lower()).add(box.upper());
  }

  /** Makes candidate i, drawing its noise again. */
  public void candidate(long i, double[] x) {
    Normals.row(key.at(key.generation(), key.individual() + i / 2), x);
    for (int d = 0; d < x.length; d++) {
      double scaled = i % 2 == 0 ? scale.get(d) : -scale.get(d);
      x[d] = box.clamp(d, Math.fma(scaled, x[d], mean.get(d)));
    }
  }
}
