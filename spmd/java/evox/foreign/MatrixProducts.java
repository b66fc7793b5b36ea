package evox.foreign;

/**
 * Products {@code factor * left * right + keep * product}, each of which takes the place of what was there.
 *
 * @param rows of left and of the product
 * @param columns of right and of the product
 * @param inner columns of left, rows of right
 * @param keep factor of what was there; at 0 it may have been anything
 * @param count how many there are, of the same sizes
 */
public record MatrixProducts(int rows, int columns, int inner, double factor, Columns left, Columns right, double keep,
    Columns product, int count) {

  /** One product, in place of what was there. */
  public static MatrixProducts of(int rows, int columns, int inner, Columns left, Columns right, Columns product) {
    return new MatrixProducts(rows, columns, inner, 1.0, left, right, 0.0, product, 1);
  }

  /** So many products. */
  public MatrixProducts times(int number) {
    return new MatrixProducts(rows, columns, inner, factor, left, right, keep, product, number);
  }

  /** Added to what was there. */
  public MatrixProducts added(double times, double kept) {
    return new MatrixProducts(rows, columns, inner, times, left, right, kept, product, count);
  }
}
