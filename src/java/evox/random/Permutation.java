package evox.random;

/**
 * A random order of the numbers below n, as a function of the place: no array to shuffle, and any thread may ask for
 * any place.
 *
 * <p>Four rounds of a Feistel network permute all numbers of an even number of bits; a number that is not below n goes
 * round again. Black, Rogaway: Ciphers with arbitrary finite domains. CT-RSA 2002. doi:10.1007/3-540-45760-7_9. With
 * the few bits of a small n that favours some orders; turned by a random number of places, it has every number in every
 * place equally often.
 */
public final class Permutation {

  private final int size;
  private final int bits;
  private final int mask;
  private final int[] keys;
  private final int turn;

  /**
   * The order of a stream.
   *
   * @param size n, 1 to 2^30
   * @param block of the stream's random words that selects the order, with the one after it
   */
  public Permutation(int size, RandomKey key, Purpose purpose, long block) {
    if (size < 1 || size > 1 << 30) {
      throw new IllegalArgumentException("size must be in [1, 2^30], got size=" + size);
    }
    this.size = size;
    this.bits = (Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) + 1) / 2;
    this.mask = (1 << bits) - 1;
    this.keys = key.words(purpose, block);
    this.turn = (int) (Uniforms.of(key.words(purpose, block + 1)[0]) * size);
  }

  /** The number at a place, both in [0, n). */
  public int at(int place) {
    int number = place + turn < size ? place + turn : place + turn - size;
    do {
      int left = number >>> bits;
      int right = number & mask;
      for (int key : keys) {
        int next = left ^ mixed(right ^ key) & mask;
        left = right;
        right = next;
      }
      number = left << bits | right;
    } while (number >= size);
    return number;
  }

  /** The last steps of MurmurHash3: each bit depends on all. */
  private static int mixed(int word) {
    int h = (word ^ word >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }
}
