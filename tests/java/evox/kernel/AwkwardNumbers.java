package evox.kernel;

import evox.array.Matrix;
import java.util.Random;

/** Candidates that arithmetic stumbles over, among ordinary ones. */
public final class AwkwardNumbers {

  /** The ends and the joints of the number line. */
  public static final double[] ALL = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, -Double.MIN_NORMAL, 0x1.fffffffffffffp-1023, 1e-310,
    Double.MAX_VALUE, -Double.MAX_VALUE, 1e300, -1e300, 1e155, -1e155, 0x1p52, 0x1p53, -0x1p53, 0x1p63, 0x1p-60,
    0.25, 0.5, -0.5, 0.75, 1.0, -1.0, 1.5, 2.0, -2.5, 3.0, 1.0 + 0x1p-52, 1.0 - 0x1p-53, Math.PI, -Math.PI / 2,
    1e6, 1e9, 1e15, 709.8, 709.7, -745.2, -745.1, -708.5};

  private AwkwardNumbers() {}

  /**
   * Fills a matrix: most rows with numbers between the bounds, every third with one awkward coordinate, every tenth with
   * any bits whatever.
   */
  public static void fill(Matrix matrix, double lower, double upper, long seed) {
    Random random = new Random(seed);
    double[] row = new double[matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        double bits = Double.longBitsToDouble(random.nextLong());
        row[j] = i % 10 == 9 ? bits : lower + (upper - lower) * random.nextDouble();
      }
      if (i % 3 == 2) row[random.nextInt(row.length)] = ALL[i / 3 % ALL.length];
      matrix.write(i, row);
    }
  }
}
