package evox.algorithm;

import evox.array.Matrix;
import evox.kernel.Box;
import evox.kernel.Doubles;
import evox.kernel.Sample;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;

/**
 * Standard normal deviates, one for each candidate and coordinate.
 *
 * @param mean d zeros
 * @param scale d ones
 * @param everywhere no bounds
 * @param values n x d, in tiles
 */
record StandardNormals(Doubles mean, Doubles scale, Box everywhere, Matrix values) {

  static StandardNormals of(long n, int d) {
    return in(Matrix.tiles(n, d));
  }

  /** Drawn into this matrix. */
  static StandardNormals in(Matrix values) {
    int d = values.columns();
    double[] ones = new double[d];
    double[] infinite = new double[d];
    Arrays.fill(ones, 1.0);
    Arrays.fill(infinite, Double.POSITIVE_INFINITY);
    Doubles upper = Doubles.of(infinite);
    Arrays.fill(infinite, Double.NEGATIVE_INFINITY);
    return new StandardNormals(Doubles.zeros(d), Doubles.of(ones), new Box(Doubles.of(infinite), upper),
        values);
  }

  /** Draws them anew, for the generation of the key. */
  void draw(RandomKey key, Device device) {
    new Sample(key, mean, scale, everywhere, values).launch(device);
  }
}
