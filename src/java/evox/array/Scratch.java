package evox.array;

/**
 * A matrix to work in, made when it is first asked for. What it holds is spent within a generation, so it is no part of
 * the value of the state that carries it. One thread at a time.
 */
public final class Scratch {

  private final long rows;
  private final int columns;
  private Matrix matrix;

  /** Room for an n x d matrix in tiles. */
  public Scratch(long rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** The matrix, with what was last written to it. */
  public Matrix matrix() {
    if (matrix == null) matrix = Matrix.tiles(rows, columns);
    return matrix;
  }
}
