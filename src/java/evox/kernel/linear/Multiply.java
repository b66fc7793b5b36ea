package evox.kernel.linear;

import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Columns;
import evox.foreign.DenseAlgebra;
import evox.foreign.MatrixProducts;
import evox.kernel.Arguments;
import evox.kernel.Kernel;

/**
 * A matrix product. Element (i, j) is the chain {@code s = fma(left(i, k), right(k, j), s)} from s = 0 over k in its
 * order, so that its bits depend on no blocking.
 *
 * @param left m x p, in either layout
 * @param right p x n, in rows
 * @param product m x n, in rows; receives the result
 */
public record Multiply(Matrix left, Matrix right, Matrix product) implements Kernel {

  public Multiply {
    if (left.columns() != right.rows() || product.rows() != left.rows() || product.columns() != right.columns()) {
      throw new IllegalArgumentException("the sizes must be m x p, p x n and m x n, got left=" + size(left)
          + ", right=" + size(right) + ", product=" + size(product));
    }
    Rows.require("right", right);
    Rows.require("product", product);
  }

  @Override
  public String name() {
    return "multiply";
  }

  /** Blocks of 8 rows of the product. */
  @Override
  public long units() {
    return (product.rows() + Layout.BLOCK - 1) / Layout.BLOCK;
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 1_000_000 / (Layout.BLOCK * (long) left.columns() * right.columns()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(left).add(right).add(product).add(left.rows()).add(left.columns())
        .add(left.layout() == Layout.TILES ? 0 : left.stride()).add(right.stride()).add(product.stride());
  }

  @Override
  public boolean begin(DenseAlgebra algebra, long first, long end) {
    if (first != 0 || end != units()) return false;
    Columns lefts = Rows.columns(left, algebra, false);
    Columns rights = Rows.columns(right, algebra, false);
    Columns products = Rows.columns(product, algebra, true);
    int m = Math.toIntExact(product.rows());
    int n = product.columns();
    int p = left.columns();
    // In columns, what lies in rows is its transpose, and the transpose of a product is that of right and left.
    if (left.layout() == Layout.ROWS) {
      algebra.multiply(MatrixProducts.of(n, m, p, rights, lefts, products));
      return true;
    }
    int tiles = m / Layout.TILE;
    int rest = m % Layout.TILE;
    long tile = (long) Layout.TILE * p;
    long rows = Layout.TILE * product.stride();
    if (tiles > 0) {
      algebra.multiply(MatrixProducts.of(n, Layout.TILE, p, rights, lefts.transposed().apart(tile), products.apart(rows))
          .times(tiles));
    }
    if (rest > 0) {
      algebra.multiply(MatrixProducts.of(n, rest, p, rights, lefts.transposed().from(tiles * tile),
          products.from(tiles * rows)));
    }
    return true;
  }

  @Override
  public void compute(long from, long to) {
    double[][] rights = Rows.read(right);
    double[] lefts = new double[left.columns()];
    for (long i = from * Layout.BLOCK; i < Math.min(to * Layout.BLOCK, product.rows()); i++) {
      left.read(i, lefts);
      double[] sum = new double[product.columns()];
      for (int k = 0; k < lefts.length; k++) Rows.add(lefts[k], rights[k], 0, sum);
      product.write(i, sum);
    }
  }

  private static String size(Matrix matrix) {
    return matrix.rows() + " x " + matrix.columns();
  }
}
