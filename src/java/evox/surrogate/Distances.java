package evox.surrogate;

import evox.array.Matrix;
import evox.kernel.linear.Multiply;
import evox.memory.ArrayCopy;
import evox.world.Device;
import java.lang.foreign.MemorySegment;

/**
 * The squared distances that covariances are made of: pair by pair with fixed bits, or, where a device has a library of
 * dense algebra, all from one product, as |a|² + |b|² - 2ab. That may be off by (p + 4) 2^-53 (|a| + |b|)² for p features,
 * however small the distance is: so points are centred first, and a and b are what is left of them.
 *
 * @param device whose library multiplies, if it has one; null for none
 */
record Distances(Device device) {

  /** Those of points from each other: symmetric, 0 on the diagonal. */
  double[][] among(double[][] points) {
    if (!isProduct()) return pairs(points, points);
    double[][] distances = product(points, points);
    for (int i = 0; i < points.length; i++) {
      // 0, but NaN where a point has no distance from anything.
      distances[i][i] *= 0.0;
      // A library may sum the two halves in different orders.
      for (int j = 0; j < i; j++) distances[i][j] = distances[j][i];
    }
    return distances;
  }

  /** Those of each of some points from each of the observations' points. */
  double[][] between(double[][] some, double[][] points) {
    return isProduct() ? product(some, points) : pairs(some, points);
  }

  private boolean isProduct() {
    return device != null && device.algebra() != null;
  }

  private static double[][] pairs(double[][] some, double[][] points) {
    double[][] distances = new double[some.length][points.length];
    for (int i = 0; i < some.length; i++) {
      for (int j = 0; j < points.length; j++) distances[i][j] = Dense.squaredDistance(some[i], points[j]);
    }
    return distances;
  }

  private double[][] product(double[][] some, double[][] points) {
    double[] centre = mean(points);
    double[][] lefts = differences(some, centre);
    double[][] rights = differences(points, centre);
    double[][] distances = products(lefts, rights);
    double[] squares = squares(rights);
    for (int i = 0; i < lefts.length; i++) {
      double square = Dense.dot(lefts[i], lefts[i]);
      for (int j = 0; j < squares.length; j++) {
        double distance = Math.fma(-2.0, distances[i][j], square + squares[j]);
        distances[i][j] = 0.0 > distance ? 0.0 : distance;
      }
    }
    return distances;
  }

  private double[][] products(double[][] lefts, double[][] rights) {
    int p = rights[0].length;
    int n = rights.length;
    try (Matrix left = Matrix.rows(lefts.length, p); Matrix right = Matrix.rows(p, n);
        Matrix product = Matrix.rows(lefts.length, n)) {
      for (int i = 0; i < lefts.length; i++) left.write(i, lefts[i]);
      double[] feature = new double[n];
      for (int k = 0; k < p; k++) {
        for (int j = 0; j < n; j++) feature[j] = rights[j][k];
        right.write(k, feature);
      }
      new Multiply(left, right, product).launch(device);
      // All at once: row by row they would come back from the GPU one by one.
      MemorySegment segment = product.sliceForReading(0, lefts.length);
      double[][] products = new double[lefts.length][n];
      for (int i = 0; i < products.length; i++) {
        ArrayCopy.read(segment, i * product.stride() * Double.BYTES, products[i], n);
      }
      return products;
    }
  }

  private static double[] mean(double[][] points) {
    double[] mean = new double[points[0].length];
    for (double[] point : points) Dense.add(1.0 / points.length, point, mean);
    return mean;
  }

  private static double[][] differences(double[][] points, double[] centre) {
    double[][] differences = new double[points.length][];
    for (int i = 0; i < points.length; i++) differences[i] = Dense.difference(points[i], centre);
    return differences;
  }

  private static double[] squares(double[][] points) {
    double[] squares = new double[points.length];
    for (int i = 0; i < points.length; i++) squares[i] = Dense.dot(points[i], points[i]);
    return squares;
  }
}
