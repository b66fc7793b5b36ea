package evox.algorithm;

import evox.pareto.CrowdedOrder;
import evox.random.Permutation;
import evox.random.Purpose;
import evox.random.RandomKey;

/**
 * A generation's binary tournaments: the candidates line up twice in random order, neighbours meet, and of two the one
 * that comes first in the crowded order wins; of equals, the one that stands first.
 *
 * @param order of the candidates
 * @param lines in which they stand
 */
record Tournament(CrowdedOrder order, Permutation... lines) {

  /** The first block of random words of the lines; all other purposes keep below. */
  private static final long LINES = 1L << 31;

  /** The tournaments of the generation of a key. */
  static Tournament of(CrowdedOrder order, RandomKey key) {
    int n = order.fronts().length;
    return new Tournament(order, new Permutation(n, key, Purpose.GENETIC, LINES),
        new Permutation(n, key, Purpose.GENETIC, LINES + 2));
  }

  /** The winner of tournament t, from 0. With two lines of n, tournament n is the first again. */
  int winner(int t) {
    int one = standing(2L * t);
    int other = standing(2L * t + 1);
    return order.before(other, one) ? other : one;
  }

  private int standing(long place) {
    int n = order.fronts().length;
    return lines[(int) (place / n % lines.length)].at((int) (place % n));
  }
}
