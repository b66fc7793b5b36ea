package evox.array;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.memory.ArrayCopy;
import evox.memory.Memory;
import evox.world.Shard;
import java.lang.foreign.MemorySegment;

/**
 * An n x d array of doubles outside the heap, or a shard of one; 64-bit sizes; zero at first. Row i is individual i (of a
 * shard: individual {@code shard().from() + i}), column j its j-th coordinate or, for fitness, its j-th objective. Not
 * synchronised: threads write different rows.
 */
public final class Matrix implements AutoCloseable {

  private final Shard shard;
  private final long rows;
  private final int columns;
  private final Layout layout;
  private final Memory memory;

  private Matrix(Shard shard, int columns, Layout layout) {
    if (columns < 1) throw new IllegalArgumentException("number of columns must be 1 or more, got columns=" + columns);
    this.shard = shard;
    this.rows = shard.size();
    this.columns = columns;
    this.layout = layout;
    this.memory = Memory.allocate(Math.multiplyExact(Math.multiplyExact(paddedRows(), stride()), (long) Double.BYTES));
  }

  /** A matrix of zeros in tiles. */
  public static Matrix tiles(long rows, int columns) {
    return tiles(whole(rows), columns);
  }

  /** A shard of zeros in tiles. */
  public static Matrix tiles(Shard shard, int columns) {
    return new Matrix(shard, columns, Layout.TILES);
  }

  /** A matrix of zeros in rows. */
  public static Matrix rows(long rows, int columns) {
    return rows(whole(rows), columns);
  }

  /** A shard of zeros in rows. */
  public static Matrix rows(Shard shard, int columns) {
    return new Matrix(shard, columns, Layout.ROWS);
  }

  private static Shard whole(long rows) {
    if (rows < 0) throw new IllegalArgumentException("number of rows must be 0 or more, got rows=" + rows);
    return new Shard(0, rows, rows);
  }

  /** The rows of a Java array, in tiles. */
  public static Matrix of(double[][] rows) {
    Matrix matrix = tiles(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) matrix.write(i, rows[i]);
    return matrix;
  }

  /** Number of rows here: n, or of a shard its size. */
  public long rows() {
    return rows;
  }

  /** Which rows of the whole array are here. */
  public Shard shard() {
    return shard;
  }

  /** Number of columns, d. */
  public int columns() {
    return columns;
  }

  public Layout layout() {
    return layout;
  }

  /** Number of tiles of 32 rows, the last one perhaps padded. */
  public long tiles() {
    return (rows + Layout.TILE - 1) / Layout.TILE;
  }

  /** Doubles from one row to the next in {@link Layout#ROWS}; doubles a row takes up in {@link Layout#TILES}. */
  public long stride() {
    return layout == Layout.TILES ? columns : (columns + Layout.BLOCK - 1L) / Layout.BLOCK * Layout.BLOCK;
  }

  /** All its memory, padding included. */
  public MemorySegment segment() {
    return memory.segment();
  }

  /** Where the elements lie: here, or on a GPU. */
  public Memory memory() {
    return memory;
  }

  /** The memory of rows [from, from + count), in {@link Layout#ROWS}, where they lie one after the other. */
  public MemorySegment slice(long from, long count) {
    return memory.segment().asSlice(bytes(from), bytes(count));
  }

  /** As {@link #slice}, for reading alone: of a matrix on a GPU these rows come back, and no others. */
  public MemorySegment sliceForReading(long from, long count) {
    return memory.forReading(bytes(from), bytes(count));
  }

  private long bytes(long count) {
    if (layout != Layout.ROWS) throw new IllegalStateException("rows must lie one after the other, got layout=" + layout);
    return count * stride() * Double.BYTES;
  }

  /** Element (i, j). */
  public double get(long i, int j) {
    return memory.forReading().getAtIndex(JAVA_DOUBLE, index(i, j));
  }

  /** Sets element (i, j). */
  public void set(long i, int j, double value) {
    memory.segment().setAtIndex(JAVA_DOUBLE, index(i, j), value);
  }

  /** Copies row i to the first d elements of an array. */
  public void read(long i, double[] row) {
    long at = index(i, 0);
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    memory.gather(at * Double.BYTES, step * Double.BYTES, row, columns);
  }

  /** Copies rows [from, to) to the first (to - from) d elements of an array, one row after the other. */
  public void read(long from, long to, double[] rows) {
    if (from == to) return;
    long first = index(from, 0);
    index(to - 1, 0);
    MemorySegment segment = memory.forReading();
    if (columns == stride() && (layout == Layout.ROWS || columns == 1)) {
      ArrayCopy.read(segment, first * Double.BYTES, rows, Math.toIntExact((to - from) * columns));
      return;
    }
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    int k = 0;
    for (long i = from; i < to; i++) {
      long at = index(i, 0);
      for (int j = 0; j < columns; j++) rows[k++] = segment.getAtIndex(JAVA_DOUBLE, at + j * step);
    }
  }

  /** Copies elements [from, to) of column j to the first of an array. */
  public void readColumn(int j, long from, long to, double[] column) {
    if (from == to) return;
    long first = index(from, j);
    long last = index(to - 1, j);
    MemorySegment segment = memory.forReading();
    if (last - first == to - 1 - from) {
      ArrayCopy.read(segment, first * Double.BYTES, column, Math.toIntExact(to - from));
      return;
    }
    for (long i = from; i < to; i++) column[(int) (i - from)] = segment.getAtIndex(JAVA_DOUBLE, index(i, j));
  }

  /** Row i as a new array. */
  public double[] row(long i) {
    double[] row = new double[columns];
    read(i, row);
    return row;
  }

  /** Sets row i from the first d elements of an array. */
  public void write(long i, double[] row) {
    long at = index(i, 0);
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    MemorySegment segment = memory.segment();
    for (int j = 0; j < columns; j++) segment.setAtIndex(JAVA_DOUBLE, at + j * step, row[j]);
  }

  /** Copies row i to row k of a matrix of as many columns. */
  public void copyRow(long i, Matrix other, long k) {
    long from = index(i, 0);
    long to = other.index(k, 0);
    if (other.columns != columns) {
      throw new IllegalArgumentException("both matrices must have the same number of columns, got " + columns + " and "
          + other.columns);
    }
    MemorySegment segment = memory.forReading();
    MemorySegment target = other.memory.segment();
    if (layout == Layout.ROWS && other.layout == Layout.ROWS) {
      MemorySegment.copy(segment, JAVA_DOUBLE, from * Double.BYTES, target, JAVA_DOUBLE, to * Double.BYTES, columns);
      return;
    }
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    long otherStep = other.layout == Layout.TILES ? Layout.TILE : 1;
    for (int j = 0; j < columns; j++) {
      target.setAtIndex(JAVA_DOUBLE, to + j * otherStep, segment.getAtIndex(JAVA_DOUBLE, from + j * step));
    }
  }

  /** Sets all elements, and the padding. */
  public void fill(double value) {
    MemorySegment segment = memory.forOverwriting();
    for (long at = 0; at < segment.byteSize() / Double.BYTES; at++) segment.setAtIndex(JAVA_DOUBLE, at, value);
  }

  /** Copies all elements to a matrix of the same size, whatever the layouts. */
  public void copyTo(Matrix other) {
    if (other.rows != rows || other.columns != columns) {
      throw new IllegalArgumentException("both matrices must have the same size, got " + rows + " x " + columns
          + " and " + other.rows + " x " + other.columns);
    }
    if (other.layout == layout) {
      other.memory.forOverwriting().copyFrom(memory.forReading());
      return;
    }
    double[] row = new double[columns];
    for (long i = 0; i < rows; i++) {
      read(i, row);
      other.write(i, row);
    }
  }

  /** A matrix of the same elements in the same layout. */
  public Matrix copy() {
    Matrix copy = new Matrix(shard, columns, layout);
    copy.memory.segment().copyFrom(memory.forReading());
    return copy;
  }

  private long index(long i, int j) {
    if (i < 0 || i >= rows || j < 0 || j >= columns) {
      throw new IndexOutOfBoundsException("element must lie in a " + rows + " x " + columns + " matrix, got i=" + i
          + ", j=" + j);
    }
    return layout == Layout.TILES
        ? (i / Layout.TILE * columns + j) * Layout.TILE + i % Layout.TILE
        : i * stride() + j;
  }

  private long paddedRows() {
    return Math.multiplyExact(tiles(), (long) Layout.TILE);
  }

  /** Gives the memory back. A matrix that is forgotten is given back by the garbage collector, later. */
  @Override
  public void close() {
    memory.close();
  }
}
