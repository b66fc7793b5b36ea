package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Ring;
import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * The parents of a generation of differential evolution, and how a trial is made of them: three donors a, b, c, all
 * different and none of them the parent; the mutant {@code fma(weight, b - c, base)}, the base being a or the best; and
 * binomial crossover of mutant and parent. A coordinate of the mutant outside the box becomes the middle between the
 * parent and the bound that it crossed.
 *
 * <p>The donors are drawn from the individuals that the parent sees on a ring, without repetition, by shifting each draw
 * past those already taken. A Philox call's four words decide over the crossover of dimensions d, d + 8, d + 16 and
 * d + 24, so that a vector of them is a vector of dimensions.
 *
 * <p>Parents stay where they are until all trials are made of them. Then survivors take their parents' place: as few
 * trials survive, that moves far less memory than a second population would.
 *
 * @param key of the generation, at individual 0
 * @param ring of all n individuals, of whom the rows of the matrices are this rank's
 * @param parents size x d, in rows
 * @param halo the other parents that are seen from here, in rows, in the order of {@link Ring}
 * @param trials size x d, in rows: receives the trials, or those that survive
 * @param fitness size x 1, that of the parents
 * @param best d coordinates
 * @param fromBest 1 if the base is the best, 0 if it is donor a
 * @param box that trials keep to
 */
public record Differential(RandomKey key, Ring ring, Matrix parents, Matrix halo, Matrix trials, Matrix fitness,
    Doubles best, long fromBest, Box box, double weight, double crossover) {

  /** The first block of random words for crossover; block 0 draws the donors. */
  private static final int CROSSOVER = 1;

  long tiles() {
    return parents.tiles();
  }

  /** Tiles that are worth a thread of their own. */
  long leastTiles() {
    return Math.max(1, 50_000 / (Layout.TILE * (long) parents.columns()));
  }

  /** One past the last individual of the tiles before this one. */
  long end(long tile) {
    return Math.min(tile * Layout.TILE, parents.rows());
  }

  Arguments pack(Arguments arguments) {
    return arguments.add(key.seed()).add(key.generation()).add(parents.shard().from()).add(parents.rows())
        .add(ring.partition().rows()).add(ring.width()).add(ring.after()).add(ring.halo())
        .add(parents.columns()).add(parents.stride()).add(parents).add(halo).add(trials).add(fitness).add(best).add(fromBest)
        .add(box.lower()).add(box.upper()).add(weight).add(crossover);
  }

  /** Makes the trial of row r. */
  void trial(long r, double[] row) {
    long i = parents.shard().from() + r;
    RandomKey own = key.at(key.generation(), i);
    int[] words = own.words(Purpose.DIFFERENTIAL, 0);
    long[] taken = {ring.own(i), -1, -1};
    double[] a = seen(i, donor(words[0], taken, 1));
    double[] b = seen(i, donor(words[1], taken, 2));
    double[] c = seen(i, donor(words[2], taken, 3));
    long always = (words[3] & 0xFFFFFFFFL) * row.length >>> 32;
    for (int d = 0; d < row.length; d++) {
      words = own.words(Purpose.DIFFERENTIAL, CROSSOVER + d / 32 * 8 + d % 8);
      row[d] = parents.get(r, d);
      if (d != always && !(Uniforms.of(words[d / 8 % 4]) < crossover)) continue;
      double base = fromBest == 1 ? best.get(d) : a[d];
      row[d] = inside(d, Math.fma(weight, b[d] - c[d], base), row[d]);
    }
  }

  /** Parent k of those that individual i sees. */
  private double[] seen(long i, long k) {
    long n = ring.partition().rows();
    long at = Math.floorMod(ring.first(i) + k - parents.shard().from(), n) - parents.rows();
    if (at < 0) return parents.row(at + parents.rows());
    return halo.row(at < ring.after() ? at : at - (n - parents.rows() - ring.halo()));
  }

  /** One of the individuals seen that are not among the first so many taken, which are kept sorted. */
  private long donor(int word, long[] taken, int count) {
    long drawn = (word & 0xFFFFFFFFL) * (ring.width() - count) >>> 32;
    int at = 0;
    while (at < count && drawn >= taken[at]) {
      drawn++;
      at++;
    }
    for (int t = Math.min(count, taken.length - 1); t > at; t--) taken[t] = taken[t - 1];
    if (at < taken.length) taken[at] = drawn;
    return drawn;
  }

  private double inside(int d, double mutant, double parent) {
    double lower = box.lower().get(d);
    double upper = box.upper().get(d);
    if (mutant < lower) return Math.fma(0.5, parent, 0.5 * lower);
    return upper < mutant ? Math.fma(0.5, parent, 0.5 * upper) : mutant;
  }

  /** Whether the trial of row r, of this fitness, is as good as its parent; NaN never is. */
  boolean survives(long r, double trial) {
    return trial <= fitness.get(r, 0);
  }

  /** Puts the trial of row r, of this fitness, in its parent's place. */
  void replace(long r, double trial) {
    fitness.set(r, 0, trial);
    trials.copyRow(r, parents, r);
  }
}
