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
    double[] pair = new double[2];
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, candidates.rows()); i++) {
      RandomKey own = key.at(key.generation(), key.individual() + i);
      for (int d = 0; d < x.length; d += 2) System.arraycopy(pair, 0, x, d, pair(own, d, box, pair));
      candidates.write(i, x);
    }
  }

  /** The position of one individual alone, without a tile for it to lie in: that of the key. */
  public static Doubles position(RandomKey own, Box box) {
    Doubles x = Doubles.zeros(box.lower().length());
    double[] pair = new double[2];
    for (int d = 0; d < x.length(); d += 2) {
      for (int j = pair(own, d, box, pair) - 1; j >= 0; j--) x.set(d + j, pair[j]);
    }
    return x;
  }

  /**
   * Draws coordinate d, even, and the one after it if there is one; returns how many. By itself, and with constants for
   * indices, so that the compiler keeps the words in registers: those of millions of coordinates would fill the heap.
   */
  private static int pair(RandomKey own, int d, Box box, double[] pair) {
    int[] words = own.words(Purpose.INITIAL, d / 2);
    pair[0] = coordinate(words[0], words[1], d, box);
    if (d + 1 == box.lower().length()) return 1;
    pair[1] = coordinate(words[2], words[3], d + 1, box);
    return 2;
  }

  private static double coordinate(int high, int low, int d, Box box) {
    double u = Uniforms.of(high, low);
    double lower = box.lower().get(d);
    return box.clamp(d, Math.fma(u, box.upper().get(d), Math.fma(-u, lower, lower)));
  }
}
