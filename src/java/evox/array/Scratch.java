package evox.array;

import evox.world.Shard;
import java.util.function.Supplier;

/**
 * A matrix to work in, made when it is first asked for. What it holds is spent within a generation, so it is no part of
 * the value of the state that carries it. One thread at a time.
 */
public final class Scratch {

  private final Supplier<Matrix> maker;
  private Matrix matrix;

  private Scratch(Supplier<Matrix> maker) {
    this.maker = maker;
  }

  /** Room for a matrix, or for this rank's shard of one, in tiles. */
  public static Scratch tiles(Shard shard, int columns) {
    return new Scratch(() -> Matrix.tiles(shard, columns));
  }

  /** Room for an n x d matrix in rows. */
  public static Scratch rows(long rows, int columns) {
    return new Scratch(() -> Matrix.rows(rows, columns));
  }

  /** Room for this rank's shard of a matrix in rows. */
  public static Scratch rows(Shard shard, int columns) {
    return new Scratch(() -> Matrix.rows(shard, columns));
  }

  /** The matrix, with what was last written to it. */
  public Matrix matrix() {
    if (matrix == null) matrix = maker.get();
    return matrix;
  }
}
