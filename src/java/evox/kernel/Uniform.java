package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * Draws first positions, uniform in a box: {@code x = fma(u, upper, fma(-u, lower, lower))}, which cannot overflow, then
 * clamped, with 52-bit deviates, those of two dimensions from one block of random words.
 *
 * @param key of the generation, at the individual that is row 0 (a multiple of 32)
 * @param box finite
 * @param candidates n x d, in either layout; row r becomes individual {@code key.individual() + r}
 */
public record Uniform(RandomKey key, Box box, Matrix candidates) implements Kernel {

  @Override
  public String name() {
    return candidates.layout() == Layout.TILES ? "uniform" : "uniform-rows";
  }

  @Override
  public long units() {
    return candidates.tiles();
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 50_000 / (Layout.TILE * (long) candidates.columns()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(box.lower()).add(box.upper())
        .add(candidates).add(candidates.columns()).add(candidates.stride());
  }

  @Override
  public void compute(long from, long to) {
    double[] x = new double[candidates.columns()];
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, candidates.rows()); i++) {
      RandomKey own = key.at(key.generation(), key.individual() + i);
      int[] words = null;
      for (int d = 0; d < x.length; d++) {
        if (d % 2 == 0) words = own.words(Purpose.INITIAL, d / 2);
        x[d] = coordinate(words, d, box);
      }
      candidates.write(i, x);
    }
  }

  /** The position of one individual alone, without a tile for it to lie in: that of the key. */
  public static Doubles position(RandomKey own, Box box) {
    Doubles x = Doubles.zeros(box.lower().length());
    int[] words = null;
    for (int d = 0; d < x.length(); d++) {
      if (d % 2 == 0) words = own.words(Purpose.INITIAL, d / 2);
      x.set(d, coordinate(words, d, box));
    }
    return x;
  }

  private static double coordinate(int[] words, int d, Box box) {
    double u = Uniforms.of(words[d % 2 * 2], words[d % 2 * 2 + 1]);
    double lower = box.lower().get(d);
    return box.clamp(d, Math.fma(u, box.upper().get(d), Math.fma(-u, lower, lower)));
  }
}
