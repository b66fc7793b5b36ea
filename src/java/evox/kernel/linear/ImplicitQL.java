package evox.kernel.linear;

/** The QL algorithm with implicit shifts on a symmetric tridiagonal matrix. */
final class ImplicitQL {

  /** Half a unit in the last place of 1: an element this much smaller than its neighbours is zero. */
  private static final double NEGLIGIBLE = 0x1p-53;

  /** The matrix was scaled to elements around 1; what is below this has no effect on any value. */
  private static final double TINY = 0x1p-300;

  /** Sweeps an eigenvalue may take; two are the rule. */
  private static final int SWEEPS = 60;

  private ImplicitQL() {}

  /**
   * Makes d the eigenvalues, and the rows of q the eigenvectors.
   *
   * @param d the diagonal, n elements
   * @param e the elements beside it, n - 1, and 0; is overwritten
   * @param q n rows; each rotation of the matrix rotates two of them
   */
  static void diagonalise(double[] d, double[] e, double[][] q) {
    int n = d.length;
    double[] cosine = new double[n];
    double[] sine = new double[n];
    for (int l = 0; l < n; l++) {
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        int m = block(d, e, l);
        if (m == l) break;
        int end = sweep(d, e, l, m, cosine, sine);
        for (int i = m - 1; i >= end; i--) rotate(cosine[i], sine[i], q[i], q[i + 1]);
      }
    }
  }

  /** The last index of the block that begins at l: the first m with a negligible element beside it. */
  private static int block(double[] d, double[] e, int l) {
    int m = l;
    while (m + 1 < d.length
        && Math.abs(e[m]) > Math.fma(NEGLIGIBLE, Math.abs(d[m]) + Math.abs(d[m + 1]), TINY)) {
      m++;
    }
    return m;
  }

  /** One sweep over the block [l, m], upwards; returns the last rotation's index. */
  private static int sweep(double[] d, double[] e, int l, int m, double[] cosine, double[] sine) {
    double ratio = (d[l + 1] - d[l]) / (2.0 * e[l]);
    double root = Math.sqrt(Math.fma(ratio, ratio, 1.0));
    double g = d[m] - d[l] + e[l] / (ratio + (ratio >= 0.0 ? root : -root));
    double s = 1.0;
    double c = 1.0;
    double p = 0.0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = Math.sqrt(Math.fma(f, f, g * g));
      e[i + 1] = r;
      if (r == 0.0) {
        d[i + 1] -= p;
        e[m] = 0.0;
        return i + 1;
      }
      double inverse = 1.0 / r;
      s = f * inverse;
      c = g * inverse;
      g = d[i + 1] - p;
      double t = Math.fma(2.0 * c, b, (d[i] - g) * s);
      p = s * t;
      d[i + 1] = g + p;
      g = Math.fma(c, t, -b);
      cosine[i] = c;
      sine[i] = s;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0.0;
    return l;
  }

  private static void rotate(double c, double s, double[] lower, double[] upper) {
    for (int j = 0; j < lower.length; j++) {
      double x = lower[j];
      double y = upper[j];
      upper[j] = Math.fma(s, x, c * y);
      lower[j] = Math.fma(c, x, -(s * y));
    }
  }
}
