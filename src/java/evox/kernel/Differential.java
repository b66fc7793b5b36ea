package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * The parents of a generation of differential evolution, and how a trial is made of them: three donors a, b, c, all
 * different and none of them the parent; the mutant {@code fma(weight, b - c, base)}, the base being a or the best; and
 * binomial crossover of mutant and parent. A coordinate of the mutant outside the box becomes the middle between the
 * parent and the bound that it crossed.
 *
 * <p>The donors are drawn without repetition by shifting each draw past those already taken. A Philox call's four words
 * decide over the crossover of dimensions d, d + 8, d + 16 and d + 24, so that a vector of them is a vector of dimensions.
 *
 * @param key of the generation, at the individual that is row 0 (a multiple of 32)
 * @param parents n x d, in rows
 * @param trials n x d, in rows: receives the trials, and the survivors in the end
 * @param fitness n x 1, that of the parents; becomes that of the survivors
 * @param best d coordinates
 * @param fromBest 1 if the base is the best, 0 if it is donor a
 * @param box that trials keep to
 */
public record Differential(RandomKey key, Matrix parents, Matrix trials, Matrix fitness, Doubles best, long fromBest,
    Box box, double weight, double crossover) {

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
    return arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(parents.rows())
        .add(parents.columns()).add(parents.stride()).add(parents).add(trials).add(fitness).add(best).add(fromBest)
        .add(box.lower()).add(box.upper()).add(weight).add(crossover);
  }

  /** Makes the trial of individual i. */
  void trial(long i, double[] row) {
    RandomKey own = key.at(key.generation(), key.individual() + i);
    int[] words = own.words(Purpose.DIFFERENTIAL, 0);
    long[] taken = {i, -1, -1};
    long a = donor(words[0], taken, 1);
    long b = donor(words[1], taken, 2);
    long c = donor(words[2], taken, 3);
    long always = (words[3] & 0xFFFFFFFFL) * row.length >>> 32;
    for (int d = 0; d < row.length; d++) {
      words = own.words(Purpose.DIFFERENTIAL, CROSSOVER + d / 32 * 8 + d % 8);
      row[d] = parents.get(i, d);
      if (d != always && !(Uniforms.of(words[d / 8 % 4]) < crossover)) continue;
      double base = fromBest == 1 ? best.get(d) : parents.get(a, d);
      row[d] = inside(d, Math.fma(weight, parents.get(b, d) - parents.get(c, d), base), row[d]);
    }
  }

  /** One of the individuals that are not among the first so many taken, which are kept sorted. */
  private long donor(int word, long[] taken, int count) {
    long drawn = (word & 0xFFFFFFFFL) * (parents.rows() - count) >>> 32;
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

  /** Keeps the trial of individual i if it is as good as its parent, and the parent otherwise; NaN is never as good. */
  void select(long i, double trial, double[] row) {
    if (trial <= fitness.get(i, 0)) {
      fitness.set(i, 0, trial);
    } else {
      parents.read(i, row);
      trials.write(i, row);
    }
  }
}
