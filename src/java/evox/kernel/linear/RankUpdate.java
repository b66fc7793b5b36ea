package evox.kernel.linear;

import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Columns;
import evox.foreign.DenseAlgebra;
import evox.foreign.MatrixProducts;
import evox.kernel.Arguments;
import evox.kernel.Kernel;

/**
 * Adds outer products to a symmetric matrix: {@code decay * C + sum of s s' - sum of t t'}. Element (i, j) is
 * {@code c * decay}, then {@code c = fma(±s(i), s(j), c)} over the steps in their order; so it has the bits of element
 * (j, i), and the matrix stays symmetric to the last one.
 *
 * @param covariance n x n, in rows; receives the result
 * @param decay factor of what is there
 * @param steps p x n, in rows; each a vector s or t
 * @param added how many of the steps, the first ones, are added; the others are subtracted
 */
public record RankUpdate(Matrix covariance, double decay, Matrix steps, long added) implements Kernel {

  public RankUpdate {
    if (covariance.rows() != covariance.columns() || steps.columns() != covariance.columns()) {
      throw new IllegalArgumentException("the sizes must be n x n and p x n, got covariance=" + covariance.rows()
          + " x " + covariance.columns() + ", steps=" + steps.rows() + " x " + steps.columns());
    }
    if (added < 0 || added > steps.rows()) {
      throw new IllegalArgumentException("number of steps added must be in [0, " + steps.rows()
          + "], the number of steps, got added=" + added);
    }
    Rows.require("covariance", covariance);
    Rows.require("steps", steps);
  }

  @Override
  public String name() {
    return "rank-update";
  }

  /** Blocks of 8 rows of the matrix. */
  @Override
  public long units() {
    return (covariance.rows() + Layout.BLOCK - 1) / Layout.BLOCK;
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 1_000_000 / (Layout.BLOCK * (1 + steps.rows()) * covariance.columns()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(covariance).add(steps).add(decay).add(covariance.rows()).add(steps.rows()).add(added)
        .add(covariance.stride()).add(steps.stride());
  }

  /** By whole products: what updates one half of a symmetric matrix leaves the other as it was. */
  @Override
  public boolean begin(DenseAlgebra algebra, long first, long end) {
    if (first != 0 || end != units() || steps.rows() == 0) return false;
    Columns vectors = Rows.columns(steps, algebra, false);
    Columns sum = Rows.columns(covariance, algebra, true);
    int n = covariance.columns();
    int plus = (int) added;
    int minus = Math.toIntExact(steps.rows()) - plus;
    Columns subtracted = vectors.from(added * steps.stride());
    if (plus > 0) {
      algebra.multiply(MatrixProducts.of(n, n, plus, vectors, vectors.transposed(), sum).added(1.0, decay));
    }
    if (minus > 0) {
      algebra.multiply(MatrixProducts.of(n, n, minus, subtracted, subtracted.transposed(), sum)
          .added(-1.0, plus > 0 ? 1.0 : decay));
    }
    return true;
  }

  @Override
  public void compute(long from, long to) {
    double[][] vectors = Rows.read(steps);
    double[] row = new double[covariance.columns()];
    for (int i = (int) from * Layout.BLOCK; i < Math.min(to * Layout.BLOCK, covariance.rows()); i++) {
      covariance.read(i, row);
      for (int j = 0; j < row.length; j++) row[j] *= decay;
      for (int k = 0; k < vectors.length; k++) {
        Rows.add(k < added ? vectors[k][i] : -vectors[k][i], vectors[k], 0, row);
      }
      covariance.write(i, row);
    }
  }
}
