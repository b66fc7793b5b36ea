package evox.kernel;

import evox.array.Matrix;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The native engines that this machine runs, for tests that hold them to the Java engine. */
public final class Engines {

  private Engines() {}

  /** All but the Java engine; skips the test, saying why, where there is none. */
  public static List<Isa> natives() {
    Assumptions.assumeTrue(NativeLibrary.isPresent(), NativeLibrary.absence());
    return Arrays.stream(Isa.values()).filter(isa -> isa != Isa.JAVA && isa.runsHere()).toList();
  }

  /** Whether an engine has the function, so that a test compares it and not Java with itself. */
  public static boolean has(Isa isa, String function) {
    return NativeLibrary.find(isa.ordinal(), function) != 0;
  }

  /** All elements of a matrix as bits, every NaN the same: which of them an operation gives is not defined. */
  public static long[] bits(Matrix matrix) {
    long[] bits = new long[Math.toIntExact(matrix.rows() * matrix.columns())];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        bits[i * matrix.columns() + j] = Double.doubleToLongBits(matrix.get(i, j));
      }
    }
    return bits;
  }
}
