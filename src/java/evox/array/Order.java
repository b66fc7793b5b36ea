package evox.array;

import evox.foreign.NativeLibrary;
import java.lang.ref.Reference;

/** The one order of fitness: numbers ascending, the two zeros equal, NaN last; ties go to the lower index. */
public final class Order {

  /** Values that are copied at a time, to be gone through where they are in the first cache. */
  private static final int PIECE = 2048;

  private Order() {}

  /** Whether the first is strictly better, to be minimised: NaN never wins, and any number wins over NaN. */
  public static boolean better(double a, double b) {
    return a < b || (b != b && a == a);
  }

  /** A long whose signed order is that of the values: equal for the two zeros, and for all NaN. */
  public static long key(double value) {
    if (value != value) return Long.MAX_VALUE;
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The value of a key: what {@link #key} was made from, but for the sign of zero and the bits of NaN. */
  public static double value(long key) {
    return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
  }

  /** The index of the best value of a column; 0 if all are NaN. */
  public static long best(Matrix matrix, int column) {
    long rows = matrix.rows();
    double least = matrix.get(0, column);
    if (matrix.stride() == 1 && NativeLibrary.isPresent()) {
      long best = NativeLibrary.best(matrix.memory().forReading().address(), rows);
      Reference.reachabilityFence(matrix);
      return best;
    }
    double[] piece = new double[(int) Math.min(PIECE, rows)];
    long best = 0;
    for (long from = 0; from < rows; from += PIECE) {
      int count = (int) Math.min(PIECE, rows - from);
      matrix.readColumn(column, from, from + count, piece);
      for (int k = 0; k < count; k++) {
        if (!better(piece[k], least)) continue;
        best = from + k;
        least = piece[k];
      }
    }
    return best;
  }
}
