package evox.random;

import evox.array.Elementary;

/**
 * Standard normal deviates of an individual, four a block of dimensions: dimension d is number {@code d % 4} of block
 * {@code d / 4}. They are made of 32-bit uniforms, so the largest magnitude is {@link #LARGEST}.
 *
 * <p>Box, Muller: A note on the generation of random normal deviates. Annals of Mathematical Statistics 29, 1958.
 * doi:10.1214/aoms/1177706645
 */
public final class Normals {

  /** Deviates a block. */
  public static final int BLOCK = 4;

  /** No deviate is larger: sqrt(-2 log(2^-33)), rounded up. */
  public static final double LARGEST = 6.77;

  private Normals() {}

  /** Writes the four deviates of a block. */
  public static void block(RandomKey key, long block, double[] four) {
    int[] words = key.words(Purpose.NORMAL, block);
    for (int pair = 0; pair < BLOCK; pair += 2) {
      double radius = Math.sqrt(-2.0 * Elementary.log((1.0 - 0x1p-33) - Uniforms.of(words[pair])));
      double turn = Uniforms.of(words[pair + 1]) - 0.5;
      four[pair] = radius * Elementary.cos2pi(turn);
      four[pair + 1] = radius * Elementary.sin2pi(turn);
    }
  }

  /** Writes the deviates of the first d dimensions. */
  public static void row(RandomKey key, double[] row) {
    double[] four = new double[BLOCK];
    for (int d = 0; d < row.length; d++) {
      if (d % BLOCK == 0) block(key, d / BLOCK, four);
      row[d] = four[d % BLOCK];
    }
  }
}
