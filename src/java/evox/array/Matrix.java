package evox.array;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.memory.Memory;
import java.lang.foreign.MemorySegment;

/**
 * An n x d array of doubles outside the heap; 64-bit sizes; zero at first. Row i is individual i, column j its j-th
 * coordinate (or, for fitness, its j-th objective). Not synchronised: threads write different rows.
 */
public final class Matrix implements AutoCloseable {

  private final long rows;
  private final int columns;
  private final Layout layout;
  private final Memory memory;
  private final MemorySegment segment;

  private Matrix(long rows, int columns, Layout layout) {
    if (rows < 0) throw new IllegalArgumentException("number of rows must be 0 or more, got rows=" + rows);
    if (columns < 1) throw new IllegalArgumentException("number of columns must be 1 or more, got columns=" + columns);
    this.rows = rows;
    this.columns = columns;
    this.layout = layout;
    this.memory = Memory.allocate(Math.multiplyExact(Math.multiplyExact(paddedRows(), stride()), (long) Double.BYTES));
    this.segment = memory.segment();
  }

  /** A matrix of zeros in tiles. */
  public static Matrix tiles(long rows, int columns) {
    return new Matrix(rows, columns, Layout.TILES);
  }

  /** A matrix of zeros in rows. */
  public static Matrix rows(long rows, int columns) {
    return new Matrix(rows, columns, Layout.ROWS);
  }

  /** The rows of a Java array, in tiles. */
  public static Matrix of(double[][] rows) {
    Matrix matrix = tiles(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) matrix.write(i, rows[i]);
    return matrix;
  }

  /** Number of rows, n. */
  public long rows() {
    return rows;
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
    return segment;
  }

  /** Element (i, j). */
  public double get(long i, int j) {
    return segment.getAtIndex(JAVA_DOUBLE, index(i, j));
  }

  /** Sets element (i, j). */
  public void set(long i, int j, double value) {
    segment.setAtIndex(JAVA_DOUBLE, index(i, j), value);
  }

  /** Copies row i to the first d elements of an array. */
  public void read(long i, double[] row) {
    long at = index(i, 0);
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    for (int j = 0; j < columns; j++) row[j] = segment.getAtIndex(JAVA_DOUBLE, at + j * step);
  }

  /** Copies rows [from, to) to the first (to - from) d elements of an array, one row after the other. */
  public void read(long from, long to, double[] rows) {
    if (from == to) return;
    long first = index(from, 0);
    index(to - 1, 0);
    if (columns == stride() && (layout == Layout.ROWS || columns == 1)) {
      MemorySegment.copy(segment, JAVA_DOUBLE, first * Double.BYTES, rows, 0, Math.toIntExact((to - from) * columns));
      return;
    }
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    int k = 0;
    for (long i = from; i < to; i++) {
      long at = index(i, 0);
      for (int j = 0; j < columns; j++) rows[k++] = segment.getAtIndex(JAVA_DOUBLE, at + j * step);
    }
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
    if (layout == Layout.ROWS && other.layout == Layout.ROWS) {
      MemorySegment.copy(segment, JAVA_DOUBLE, from * Double.BYTES, other.segment, JAVA_DOUBLE, to * Double.BYTES,
          columns);
      return;
    }
    long step = layout == Layout.TILES ? Layout.TILE : 1;
    long otherStep = other.layout == Layout.TILES ? Layout.TILE : 1;
    for (int j = 0; j < columns; j++) {
      other.segment.setAtIndex(JAVA_DOUBLE, to + j * otherStep, segment.getAtIndex(JAVA_DOUBLE, from + j * step));
    }
  }

  /** Sets all elements, and the padding. */
  public void fill(double value) {
    for (long at = 0; at < segment.byteSize() / Double.BYTES; at++) segment.setAtIndex(JAVA_DOUBLE, at, value);
  }

  /** Copies all elements to a matrix of the same size, whatever the layouts. */
  public void copyTo(Matrix other) {
    if (other.rows != rows || other.columns != columns) {
      throw new IllegalArgumentException("both matrices must have the same size, got " + rows + " x " + columns
          + " and " + other.rows + " x " + other.columns);
    }
    if (other.layout == layout) {
      other.segment.copyFrom(segment);
      return;
    }
    double[] row = new double[columns];
    for (long i = 0; i < rows; i++) {
      read(i, row);
      other.write(i, row);
    }
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
