package evox.surrogate;

/** Sums over vectors, in the order of their elements and with fused multiply-add, so that their bits are fixed. */
final class Dense {

  private Dense() {}

  static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int j = 0; j < a.length; j++) sum = Math.fma(a[j], b[j], sum);
    return sum;
  }

  /** Adds a multiple of one vector to another. */
  static void add(double factor, double[] a, double[] to) {
    for (int j = 0; j < a.length; j++) to[j] = Math.fma(factor, a[j], to[j]);
  }

  static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int j = 0; j < a.length; j++) difference[j] = a[j] - b[j];
    return difference;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0.0;
    for (int j = 0; j < a.length; j++) sum = Math.fma(a[j] - b[j], a[j] - b[j], sum);
    return sum;
  }

  /** The largest magnitude; NaN if there is one. */
  static double largest(double[] a) {
    double largest = 0.0;
    for (double value : a) if (Math.abs(value) > largest || value != value) largest = Math.abs(value);
    return largest;
  }
}
