package evox.random;

import evox.array.Elementary;

/**
 * A counter-based random stream: every number is a pure function of (key, generation, individual, dimension), so it is
 * the same on any number of threads and processes, in any order. A value; asking twice gives the same number.
 *
 * @param seed 64 bits that select the stream
 * @param generation 0 to 2^32 - 1
 * @param individual 0 to 2^56 - 1
 */
public record RandomKey(long seed, long generation, long individual) {

  public RandomKey {
    if (generation < 0 || generation >>> 32 != 0) {
      throw new IllegalArgumentException("generation must be in [0, 2^32), got generation=" + generation);
    }
    if (individual < 0 || individual >>> 56 != 0) {
      throw new IllegalArgumentException("individual must be in [0, 2^56), got individual=" + individual);
    }
  }

  /** The stream of a seed. */
  public static RandomKey of(long seed) {
    return new RandomKey(seed, 0, 0);
  }

  /** This stream at individual i of generation g. */
  public RandomKey at(long g, long i) {
    return new RandomKey(seed, g, i);
  }

  /** A stream of its own for each number, independent of this one: of replicate 3, say. */
  public RandomKey fold(long number) {
    int[] here = words(Purpose.FOLD, 0);
    long derived = here[0] & 0xFFFFFFFFL | (long) here[1] << 32;
    int[] there = {(int) number, (int) (number >>> 32), here[2], here[3]};
    Philox.apply(there, derived);
    return of(there[0] & 0xFFFFFFFFL | (long) there[1] << 32);
  }

  /** 64 random bits: number j of this stream. */
  public long bits(long j) {
    int[] words = words(Purpose.USER, j >>> 1);
    int at = (int) (j & 1) * 2;
    return (long) words[at] << 32 | words[at + 1] & 0xFFFFFFFFL;
  }

  /** Number j of this stream as a uniform deviate in [0, 1), a multiple of 2^-52. */
  public double uniform(long j) {
    return (bits(j) >>> 12) * 0x1p-52;
  }

  /** Number j of this stream as a uniform integer in [0, bound). */
  public long below(long j, long bound) {
    if (bound < 1) throw new IllegalArgumentException("bound must be 1 or more, got bound=" + bound);
    return Math.unsignedMultiplyHigh(bits(j), bound);
  }

  /**
   * Number j of this stream as a standard normal deviate.
   *
   * <p>Box, Muller: A note on the generation of random normal deviates. Annals of Mathematical Statistics 29, 1958.
   * doi:10.1214/aoms/1177706645
   */
  public double normal(long j) {
    long pair = j & ~1L;
    double radius = Math.sqrt(-2.0 * Elementary.log(1.0 - uniform(pair)));
    double turn = uniform(pair + 1);
    return radius * ((j & 1) == 0 ? Elementary.cos2pi(turn) : Elementary.sin2pi(turn));
  }

  /** The four random words of a block of dimensions, for one purpose. */
  public int[] words(Purpose purpose, long block) {
    int[] words = {(int) individual, (int) block, (int) generation, purpose.word(individual)};
    Philox.apply(words, seed);
    return words;
  }
}
