package evox.random;

/** What a random number is for. Two purposes never share numbers, whatever the generation and the individual. */
public enum Purpose {
  /** The user's own draws: noise of a problem, decisions of an algorithm. */
  USER,
  /** Keys made from keys. */
  FOLD,
  /** First positions. */
  INITIAL,
  /** The two coefficients of a particle's move. */
  SWARM,
  /** Normal deviates of evolution strategies. */
  NORMAL,
  /** Donors and crossover of differential evolution. */
  DIFFERENTIAL,
  /** Selection, crossover and mutation of genetic algorithms. */
  GENETIC;

  /** The last word of the counter of individual i: the purpose, and the individual's bits from 2^32 up to 2^56. */
  public int word(long individual) {
    return ordinal() << 24 | (int) (individual >>> 32) & 0xFFFFFF;
  }
}
