package evox.surrogate.structure;

/** Distances between atoms, and forces along them. */
final class Pairs {

  private Pairs() {}

  /** Of the atoms whose coordinates begin at i and j. */
  static double distance(double[] x, int i, int j) {
    double dx = x[i] - x[j];
    double dy = x[i + 1] - x[j + 1];
    double dz = x[i + 2] - x[j + 2];
    return Math.sqrt(Math.fma(dx, dx, Math.fma(dy, dy, dz * dz)));
  }

  /** Adds the derivative of a pair's energy, slope being that by the distance, divided by the distance. */
  static void addForce(double[] x, int i, int j, double slope, double[] gradient) {
    for (int c = 0; c < 3; c++) {
      double force = slope * (x[i + c] - x[j + c]);
      gradient[i + c] += force;
      gradient[j + c] -= force;
    }
  }
}
