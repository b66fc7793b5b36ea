package evox.report;

import evox.array.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An array of doubles in NumPy's {@code .npy} format, version 1.0: opened by {@code numpy.load}, also with
 * {@code mmap_mode="r"}. The array grows along its first axis, one element, of a shape that all share, after another;
 * nothing is kept in memory.
 *
 * <p>The format: <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class NpyFile implements AutoCloseable {

  /** Header bytes: a multiple of 64, as the format asks, with room for any length of the first axis. */
  private static final int HEADER = 128;

  private static final int BLOCK = 8192;

  private final OutputFile file;
  private final long[] element;
  private long count;

  private NpyFile(OutputFile file, long[] element) {
    this.file = file;
    this.element = element;
    file.append(header());
  }

  /**
   * Begins a file.
   *
   * @param element shape of one element: none for a vector of numbers, (n, d) for one n x d matrix after another
   */
  public static NpyFile create(Path path, long... element) {
    return new NpyFile(OutputFile.create(path), element.clone());
  }

  /** Writes one vector. */
  public static void write(Path path, double... values) {
    try (NpyFile file = create(path)) {
      file.put(values, values.length);
      file.count = values.length;
      file.finish();
    }
  }

  /** Writes one n x d matrix. */
  public static void write(Path path, Matrix matrix) {
    try (NpyFile file = create(path, matrix.columns())) {
      file.put(matrix);
      file.count = matrix.rows();
      file.finish();
    }
  }

  /** Appends one element: as many values as its shape has. */
  public void append(double... values) {
    requireSize(values.length);
    put(values, values.length);
    count++;
  }

  /** Appends one element, a matrix of as many values as the element's shape has, row by row. */
  public void append(Matrix matrix) {
    requireSize(Math.multiplyExact(matrix.rows(), matrix.columns()));
    put(matrix);
    count++;
  }

  /** Moves the file to its place. */
  public void finish() {
    file.overwrite(header(), 0);
    file.finish();
  }

  /** Drops the file, if it is not finished. */
  @Override
  public void close() {
    file.close();
  }

  private void put(Matrix matrix) {
    int rows = Math.max(1, BLOCK / matrix.columns());
    double[] block = new double[rows * matrix.columns()];
    for (long i = 0; i < matrix.rows(); i += rows) {
      long to = Math.min(matrix.rows(), i + rows);
      matrix.read(i, to, block);
      put(block, (int) (to - i) * matrix.columns());
    }
  }

  private void put(double[] values, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values, 0, length);
    file.append(bytes);
  }

  private ByteBuffer header() {
    String shape = LongStream.concat(LongStream.of(count), LongStream.of(element)).mapToObj(size -> size + ",")
        .collect(Collectors.joining(" "));
    String description = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
    byte[] text = description.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    header.putShort((short) (HEADER - header.position() - Short.BYTES)).put(text);
    while (header.position() < HEADER - 1) header.put((byte) ' ');
    return header.put((byte) '\n').flip();
  }

  private void requireSize(long size) {
    long expected = LongStream.of(element).reduce(1, Math::multiplyExact);
    if (size != expected) {
      throw new IllegalArgumentException("an element must have as many values as its shape, " + expected
          + ", got values=" + size);
    }
  }
}
