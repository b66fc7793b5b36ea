package evox.array;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.memory.ArrayCopy;
import evox.world.Shard;
import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How the n rows of a matrix are shared out to the ranks of a world, and how what each has comes together. Every rank
 * calls the same methods in the same order.
 *
 * @param world whose ranks own the rows
 * @param rows of all ranks, n
 * @param block rows that stay together
 */
public record Partition(World world, long rows, long block) {

  /** Individuals, as {@link Layout#together} has them. */
  public static Partition of(World world, long n) {
    return new Partition(world, n, Layout.together(n));
  }

  /** The rows of this rank. */
  public Shard mine() {
    return world.shard(rows, block);
  }

  /** The rows of another rank. */
  public Shard of(int rank) {
    return world.shard(rows, block, rank);
  }

  /** The rank that owns row i. */
  public int owner(long i) {
    int rank = 0;
    while (of(rank).to() <= i) rank++;
    return rank;
  }

  /**
   * Puts the rows of all ranks together on all of them.
   *
   * @param mine the rows of this rank
   * @param all receives n rows
   */
  public void allGather(Matrix mine, Matrix all) {
    if (mine == all) return;
    if (isContiguous(mine) && isContiguous(all)) {
      world.blocks().allGather(mine.memory(), all.memory(), lengths(Double.BYTES));
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packed = packed(mine, arena);
      MemorySegment together = arena.allocate(rows * rowBytes(all), Double.BYTES);
      world.communicator().allGather(packed, together, lengths(rowBytes(all)));
      unpack(together, all);
    }
  }

  /** A copy of the rows of all ranks together, on rank 0; null elsewhere. */
  public Matrix gather(Matrix mine) {
    if (world.size() == 1) return mine.copy();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packed = packed(mine, arena);
      boolean root = world.rank() == 0;
      MemorySegment together = root ? arena.allocate(rows * rowBytes(mine), Double.BYTES) : MemorySegment.NULL;
      world.communicator().gather(packed, together, lengths(rowBytes(mine)), 0);
      if (!root) return null;
      Matrix all = Matrix.tiles(rows, mine.columns());
      unpack(together, all);
      return all;
    }
  }

  /** Row i of all, on every rank. */
  public double[] row(Matrix mine, long i) {
    int owner = owner(i);
    double[] row = new double[mine.columns()];
    if (world.rank() == owner) mine.read(i - mine().from(), row);
    if (world.size() == 1) return row;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocateFrom(JAVA_DOUBLE, row);
      world.communicator().broadcast(values, owner);
      return values.toArray(JAVA_DOUBLE);
    }
  }

  /** This rank's rows of those that it has of all; all itself where there is one rank. */
  public Matrix part(Matrix all) {
    if (world.size() == 1) return all;
    Shard mine = mine();
    Matrix part = all.layout() == Layout.TILES ? Matrix.tiles(mine, all.columns()) : Matrix.rows(mine, all.columns());
    for (long i = 0; i < mine.size(); i++) all.copyRow(mine.from() + i, part, i);
    return part;
  }

  /** What each rank contributes, for the collectives, with so many bytes a row. */
  public long[] lengths(long bytes) {
    long[] lengths = new long[world.size()];
    for (int r = 0; r < lengths.length; r++) lengths[r] = of(r).size() * bytes;
    return lengths;
  }

  private static long rowBytes(Matrix matrix) {
    return (long) matrix.columns() * Double.BYTES;
  }

  /** Whether the rows follow one another without anything between. */
  private static boolean isContiguous(Matrix matrix) {
    return matrix.columns() == 1 && matrix.layout() == Layout.TILES;
  }

  private static MemorySegment packed(Matrix mine, Arena arena) {
    if (isContiguous(mine)) return mine.memory().forReading().asSlice(0, mine.rows() * Double.BYTES);
    MemorySegment packed = arena.allocate(mine.rows() * rowBytes(mine), Double.BYTES);
    double[] row = new double[mine.columns()];
    for (long i = 0; i < mine.rows(); i++) {
      mine.read(i, row);
      ArrayCopy.write(row, packed, i * rowBytes(mine), row.length);
    }
    return packed;
  }

  private static void unpack(MemorySegment packed, Matrix all) {
    double[] row = new double[all.columns()];
    for (long i = 0; i < all.rows(); i++) {
      ArrayCopy.read(packed, i * rowBytes(all), row, row.length);
      all.write(i, row);
    }
  }
}
