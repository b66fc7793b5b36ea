package evox.problem.bbob;

import evox.array.Elementary;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Makes the constant vectors of the definitions. */
final class Vectors {

  private Vectors() {}

  /** A vector of d equal numbers. */
  static double[] all(int d, double value) {
    double[] vector = new double[d];
    Arrays.fill(vector, value);
    return vector;
  }

  /** A vector from its formula. */
  static double[] of(int d, IntToDoubleFunction element) {
    double[] vector = new double[d];
    Arrays.setAll(vector, element);
    return vector;
  }

  /** base^(i / (d - 1)): from 1 in the first coordinate to the base in the last. */
  static double[] powers(int d, double base) {
    return of(d, i -> Elementary.pow(base, i / (d - 1.0)));
  }

  /** i / (d - 1), times a factor. */
  static double[] ramp(int d, double factor) {
    return of(d, i -> factor * i / (d - 1.0));
  }

  /** One after the other. */
  static double[] join(double[]... vectors) {
    int length = 0;
    for (double[] vector : vectors) length += vector.length;
    double[] joined = new double[length];
    int at = 0;
    for (double[] vector : vectors) {
      System.arraycopy(vector, 0, joined, at, vector.length);
      at += vector.length;
    }
    return joined;
  }
}
