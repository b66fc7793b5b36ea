package evox.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.foreign.GpuFailed;
import evox.pool.Pool;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.List;

/**
 * A process whose GPU has a library that multiplies matrices: holds distances made of its products, and what Gaussian
 * processes make of them, to those made pair by pair. Points lie about 10, so that centring them matters.
 */
final class ProductRegressionProgram {

  private static final double ROUNDING = 0x1p-53;
  private static final int[] SIZES = {1, 2, 33, 257};
  private static final int[] FEATURES = {1, 7, 60};
  private static final int INDUCING = 17;
  private static final int ASKED = 5;

  private final Device gpu = Device.cpu(1).withGpus(List.of(0)).withAlgebra();
  private final Distances products = new Distances(gpu);
  private final Distances pairs = new Distances(null);

  private ProductRegressionProgram() {}

  public static void main(String[] arguments) {
    ProductRegressionProgram program = new ProductRegressionProgram();
    if (System.getenv("EVOX_FAKE_CUBLAS").isEmpty()) program.held();
    else program.refused();
    program.gpu.algebra().close();
  }

  private void held() {
    for (int p : FEATURES) {
      for (int n : SIZES) {
        distances(n, p);
        for (CovarianceFunction function : CovarianceFunction.values()) regressions(function, n, p);
      }
    }
    nearPoints();
    search();
    System.out.println("held by " + gpu.algebra().name());
  }

  /** Whatever needs distances asks the library for them. */
  private void refused() {
    Observations data = observations(33, 7);
    Hyperparameters given = new Hyperparameters(1, 1, 1);
    CovarianceFunction function = CovarianceFunction.MATERN_52;
    for (Regression each : List.of(new GaussianProcess(function, gpu), new SparseGaussianProcess(function, 5, gpu))) {
      assertThatThrownBy(() -> each.posterior(data, given)).isInstanceOf(GpuFailed.class);
      assertThatThrownBy(() -> each.negativeLogLikelihood(data)).isInstanceOf(GpuFailed.class);
    }
    System.out.println("refused by " + gpu.algebra().name());
  }

  /** From three on, the last is the first once more. */
  private static double[][] points(int n, int p, long seed) {
    double[][] points = new double[n][p];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < p; j++) points[i][j] = 10.0 + RandomKey.of(seed).normal((long) i * p + j);
    }
    if (n > 2) points[n - 1] = points[0].clone();
    return points;
  }

  private static Observations observations(int n, int p) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) values[i] = RandomKey.of(3).normal(i);
    return new Observations(points(n, p, 1), values);
  }

  private void distances(int n, int p) {
    double[][] points = points(n, p, 1);
    double[][] some = Arrays.copyOfRange(points, n / 3, n / 3 + (n + 1) / 2);
    double[][] among = products.among(points);
    double[][] exact = pairs.among(points);
    assertClose(among, exact, points, points);
    assertClose(products.between(some, points), pairs.between(some, points), some, points);
    for (int i = 0; i < n; i++) {
      assertThat(Double.doubleToRawLongBits(among[i][i])).isZero();
      for (int j = 0; j < i; j++) assertThat(among[i][j]).isEqualTo(among[j][i]);
    }
    if (n > 2) assertThat(Arrays.deepEquals(among, exact)).isFalse();
  }

  /** What roundings do to a distance: of centred points (2), of sums (p), of the three (2), and pair by pair (p + 2). */
  private static double bound(double[] a, double[] b, double[] centre) {
    return bound(Math.sqrt(Dense.squaredDistance(a, centre)) + Math.sqrt(Dense.squaredDistance(b, centre)), a.length);
  }

  private static double bound(double size, int p) {
    return (2.0 * p + 8.0) * ROUNDING * size * size;
  }

  private static double[] centre(double[][] points) {
    double[] centre = new double[points[0].length];
    for (double[] point : points) Dense.add(1.0 / points.length, point, centre);
    return centre;
  }

  private static void assertClose(double[][] got, double[][] exact, double[][] some, double[][] points) {
    double[] centre = centre(points);
    for (int i = 0; i < some.length; i++) {
      for (int j = 0; j < points.length; j++) {
        assertThat(exact[i][j]).isEqualTo(Dense.squaredDistance(some[i], points[j]));
        assertThat(got[i][j]).isNotNegative();
        assertThat(Math.abs(got[i][j] - exact[i][j])).isLessThanOrEqualTo(bound(some[i], points[j], centre));
      }
    }
  }

  private void regressions(CovarianceFunction function, int n, int p) {
    Observations data = observations(n, p);
    Hyperparameters hyperparameters = new Hyperparameters(1.5, p == 1 ? 0.5 : Math.sqrt(p), 0.05);
    double error = covarianceError(data.points(), hyperparameters);
    assertClose(new GaussianProcess(function, gpu), new GaussianProcess(function), data, hyperparameters, error);
    Regression sparse = new SparseGaussianProcess(function, INDUCING);
    double[][] inducing = sparse.posterior(data, hyperparameters).points();
    double weight = largestWeight(new Scaled(function, hyperparameters), inducing, data.points());
    assertClose(new SparseGaussianProcess(function, INDUCING, gpu), sparse, data, hyperparameters,
        error * (1.0 + weight) * (1.0 + weight));
  }

  /**
   * By the steepest slope of both functions, 5/6, and by roundings of the factor. No point is farther from the mean of some
   * points than from the farthest of them.
   */
  private static double covarianceError(double[][] points, Hyperparameters given) {
    double farthest = 0.0;
    for (double[] row : new Distances(null).among(points)) farthest = Math.max(farthest, Dense.largest(row));
    return 5.0 / 6.0 * given.variance() / (given.length() * given.length())
        * bound(2.0 * Math.sqrt(farthest), points[0].length)
        + 2.0 * (points.length + 5.0) * ROUNDING * (given.variance() + given.noise());
  }

  /**
   * The largest sum of weights by which inducing points stand for a point: with covariances off by e, what they stand for,
   * {@code R'K^-1 R}, is off by at most e (2 weight + weight²).
   */
  private static double largestWeight(Scaled scaled, double[][] inducing, double[][] points) {
    Cholesky factor = Cholesky.of(SparseGaussianProcess.covariance(scaled, new Distances(null).among(inducing)))
        .orElseThrow();
    double largest = 0.0;
    for (double[][] each : List.of(points, points(ASKED, points[0].length, 2))) {
      for (double[] point : each) {
        double[] weights = new double[inducing.length];
        for (int i = 0; i < weights.length; i++) weights[i] = scaled.at(Dense.squaredDistance(inducing[i], point));
        largest = Math.max(largest, Arrays.stream(factor.solve(weights)).map(Math::abs).sum());
      }
    }
    return largest;
  }

  /**
   * Twice what is so to first order. With A the covariance with noise and k that with a point, A^-1 is at most 1 / noise,
   * A^-1 values at most values / noise, and A^-1 k at most the root of variance / noise.
   *
   * @param error of each element of A
   */
  private static void assertClose(Regression products, Regression pairs, Observations data, Hyperparameters given,
      double error) {
    double root = Math.sqrt(data.size());
    double weights = Math.sqrt(Dense.dot(data.deviations(), data.deviations())) / given.noise();
    double reach = 1.0 + root * Math.sqrt(given.variance() / given.noise());
    double[] at = given.logarithms();
    double likelihood = pairs.negativeLogLikelihood(data).evaluateWithGradient(at, new double[3]);
    double other = products.negativeLogLikelihood(data).evaluateWithGradient(at, new double[3]);
    double most = error * data.size() * (weights * weights + data.size() / given.noise());
    assertThat(Math.abs(other - likelihood)).isLessThanOrEqualTo(most);
    assertThat(most).isLessThan(1e-3 * Math.abs(likelihood));
    Posterior expected = pairs.posterior(data, given);
    Posterior posterior = products.posterior(data, given);
    for (double[] point : points(ASKED, data.points()[0].length, 2)) {
      assertThat(Math.abs(posterior.mean(point) - expected.mean(point)))
          .isLessThanOrEqualTo(2.0 * error * weights * root * reach);
      assertThat(Math.abs(posterior.variance(point) - expected.variance(point)))
          .isLessThanOrEqualTo(2.0 * error * reach * reach);
    }
  }

  /** 2^-20 apart and 2^10 from the mean: of their squares, the double of their product takes all that there is. */
  private void nearPoints() {
    double[][] points = {{0x1p10}, {0x1p10 + 0x1p-20}, {-0x1p10}, {-0x1p10 - 0x1p-20}};
    Observations data = new Observations(points, new double[] {1.0, 1.0, 2.0, 2.0});
    Hyperparameters quiet = new Hyperparameters(1.0, 1.0, 1e-300);
    new GaussianProcess(CovarianceFunction.MATERN_52).posterior(data, quiet);
    GaussianProcess process = new GaussianProcess(CovarianceFunction.MATERN_52, gpu);
    assertThatThrownBy(() -> process.posterior(data, quiet)).isInstanceOf(ArithmeticException.class)
        .hasMessage("the covariance of 4 observations must be positive definite, got " + quiet
            + "; more noise makes it so");
    assertThat(process.negativeLogLikelihood(data).evaluateWithGradient(quiet.logarithms(), new double[3]))
        .isInfinite();
    process.posterior(data, new Hyperparameters(1.0, 1.0, 1e-9));
  }

  /** Threads share the device; how many they are changes nothing. */
  private void search() {
    assertThat(likeliest(3)).isEqualTo(likeliest(1));
  }

  private Hyperparameters likeliest(int threads) {
    HyperparameterSearch search = new HyperparameterSearch(5, new Hyperparameters(1e-3, 1e-2, 1e-8),
        new Hyperparameters(1e3, 1e2, 1), new LBFGS(10, 1e-4, 2, 30));
    try (Pool pool = Pool.local(threads)) {
      return search.likeliest(pool, new GaussianProcess(CovarianceFunction.MATERN_52, gpu), observations(33, 7),
          new Hyperparameters(1, 1, 1), RandomKey.of(1));
    }
  }
}
