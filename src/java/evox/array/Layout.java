package evox.array;

/** How the elements of a {@link Matrix} lie in memory. */
public enum Layout {
  /**
   * Tiles of 32 individuals, dimension-major inside a tile: element (i, j) is double
   * {@code ((i / 32) * columns + j) * 32 + i % 32}. A vector lane or a CUDA thread is one individual; a run of tiles is
   * one contiguous stream, read from memory 1.7 to 2.2 times faster than wider tiles.
   */
  TILES,
  /** One individual after the other, each padded to whole blocks of 8 doubles: element (i, j) is {@code i * stride + j}. */
  ROWS;

  /** Individuals in a tile. Rows of a matrix are padded to whole tiles in both layouts. */
  public static final int TILE = 32;

  /** Doubles in a block: a row's length is padded to whole blocks. */
  public static final int BLOCK = 8;

  /** Of so many individuals on, ranks own whole tiles. Of fewer a tile may be all there is, and each take minutes. */
  private static final long MANY = 1 << 15;

  /** Individuals of n that stay together when ranks share them out: one, or a tile of a large population. */
  public static int together(long n) {
    return n < MANY ? 1 : TILE;
  }
}
