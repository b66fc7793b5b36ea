package evox.algorithm;

import evox.pareto.CrowdedOrder;
import evox.random.Permutation;
import evox.random.Purpose;
import evox.random.RandomKey;

/**
 * A generation's n binary tournaments: the n candidates stand in one random order and then in another, neighbours meet,
 * and of two the one that comes first in the crowded order wins; of equals, the one that stands first.
 *
 * @param order of the candidates
 * @param first n places
 * @param second n places
 */
record Tournament(CrowdedOrder order, Permutation first, Permutation second) {

  /** The first block of random words of the two orders; variation keeps below. */
  private static final long PLACES = 1L << 31;

  /** The tournaments of the generation of a key. */
  static Tournament of(CrowdedOrder order, RandomKey key) {
    int n = order.fronts().length;
    return new Tournament(order, new Permutation(n, key, Purpose.GENETIC, PLACES),
        new Permutation(n, key, Purpose.GENETIC, PLACES + 2));
  }

  /** The winner of tournament t of n. */
  int winner(int t) {
    int one = standing(2 * t);
    int other = standing(2 * t + 1);
    return order.before(other, one) ? other : one;
  }

  private int standing(int place) {
    int n = order.fronts().length;
    return place < n ? first.at(place) : second.at(place - n);
  }
}
