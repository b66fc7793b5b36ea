package evox.foreign;

/**
 * Matrices in a GPU's memory that lie in columns: element (i, j) is double {@code j * stride + i} from the address on. What
 * lies in rows is the transpose of what lies in columns, with the same stride.
 *
 * @param address of the first element, in bytes
 * @param stride doubles from one column to the next
 * @param apart doubles from one matrix to the next; 0 where one serves for all
 * @param order whether the matrix itself is meant or its transpose
 */
public record Columns(long address, int stride, long apart, Order order) {

  /** What is meant by what lies there. */
  public enum Order { AS_IT_LIES, TRANSPOSED }

  /** One matrix, as it lies. */
  public static Columns of(long address, int stride) {
    return new Columns(address, stride, 0, Order.AS_IT_LIES);
  }

  /** The transposes of these. */
  public Columns transposed() {
    return new Columns(address, stride, apart, order == Order.TRANSPOSED ? Order.AS_IT_LIES : Order.TRANSPOSED);
  }

  /** Several, so many doubles apart. */
  public Columns apart(long doubles) {
    return new Columns(address, stride, doubles, order);
  }

  /** The same, so many doubles further on. */
  public Columns from(long doubles) {
    return new Columns(address + doubles * Double.BYTES, stride, apart, order);
  }
}
