package evox.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.core.Differentiable;
import evox.pool.Pool;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gaussian processes against the same formulas in NumPy, with dense matrices and nothing rearranged. */
class RegressionTest {

  private static final Observations SIX = new Observations(
      new double[][] {{0.0, 1.0}, {0.5, 0.2}, {1.5, -0.3}, {2.0, 0.7}, {3.1, 0.1}, {3.5, -1.0}},
      new double[] {0.3, 1.1, 0.8, 0.2, -0.9, -0.4});
  private static final Hyperparameters GIVEN = new Hyperparameters(1.5, 0.8, 0.01);
  private static final double[] AT = {1.0, 0.4};

  static Stream<Regression> regressions() {
    return Arrays.stream(CovarianceFunction.values())
        .flatMap(f -> Stream.of(new GaussianProcess(f), new SparseGaussianProcess(f, 20)));
  }

  private static void assertNumPy(Regression regression, double mean, double variance, double likelihood) {
    Posterior posterior = regression.posterior(SIX, GIVEN);
    assertThat(posterior.mean(AT)).isCloseTo(mean, within(1e-12));
    assertThat(posterior.variance(AT)).isCloseTo(variance, within(1e-12));
    double[] gradient = new double[3];
    assertThat(regression.negativeLogLikelihood(SIX).evaluateWithGradient(GIVEN.logarithms(), gradient))
        .isCloseTo(likelihood, within(1e-6 * likelihood / 100));
  }

  @Test
  void aSquaredExponentialHasTheMeanVarianceAndLikelihoodOfTheTextbook() {
    assertNumPy(new GaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL), 1.0226248784650425, 0.3430302834574257,
        7.11566295646694);
  }

  @Test
  void aMaternFunctionHasTheMeanVarianceAndLikelihoodOfTheTextbook() {
    assertNumPy(new GaussianProcess(CovarianceFunction.MATERN_52), 0.9323902399120922, 0.5568673499710576,
        7.259617249174715);
  }

  /** The inducing points are the first, sixth and fourth observation. */
  @Test
  void theSparseFormHasThoseOfTheProjectedProcess() {
    assertNumPy(new SparseGaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL, 3), 0.37823238868010967,
        1.0671564096617199, 83.09512727460474);
  }

  @ParameterizedTest
  @EnumSource
  void withAllPointsInducingTheSparseFormIsTheFullOne(CovarianceFunction function) {
    Observations data = waves(40);
    Hyperparameters hyperparameters = new Hyperparameters(1, 0.5, 0.01);
    Posterior full = new GaussianProcess(function).posterior(data, hyperparameters);
    Posterior sparse = new SparseGaussianProcess(function, 40).posterior(data, hyperparameters);
    for (double x = -1; x < 7; x += 0.37) {
      double[] at = {x};
      assertThat(sparse.mean(at)).isCloseTo(full.mean(at), within(1e-4));
      assertThat(sparse.variance(at)).isCloseTo(full.variance(at), within(1e-4));
    }
  }

  private static Observations waves(int n) {
    double[][] points = new double[n][1];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      points[i][0] = 6.0 * i / n;
      values[i] = 3.0 + Math.sin(points[i][0]) + 0.01 * RandomKey.of(5).normal(i);
    }
    return new Observations(points, values);
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void theLikelihoodsGradientIsThatOfItsValues(Regression regression) {
    Differentiable likelihood = regression.negativeLogLikelihood(waves(30));
    double[] at = {0.2, -0.3, -4.0};
    double[] gradient = new double[3];
    likelihood.evaluateWithGradient(at, gradient);
    for (int k = 0; k < 3; k++) assertThat(gradient[k]).isCloseTo(slope(likelihood, at, k), within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void theMeansGradientIsThatOfItsValues(Regression regression) {
    Posterior posterior = regression.posterior(SIX, GIVEN);
    double[] gradient = new double[2];
    assertThat(posterior.evaluateWithGradient(AT, gradient)).isEqualTo(posterior.mean(AT));
    for (int k = 0; k < 2; k++) assertThat(gradient[k]).isCloseTo(slope(posterior, AT, k), within(1e-8));
  }

  private static double slope(Differentiable function, double[] at, int k) {
    double[] ignored = new double[at.length];
    double[] moved = at.clone();
    moved[k] = at[k] + 1e-5;
    double above = function.evaluateWithGradient(moved, ignored);
    moved[k] = at[k] - 1e-5;
    return (above - function.evaluateWithGradient(moved, ignored)) / 2e-5;
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void theSearchFindsTheNoiseAndTheLength(Regression regression) {
    Hyperparameters found = likeliest(Pool.local(2), regression);
    assertThat(found.noise()).isBetween(0.3e-4, 3e-4);
    assertThat(found.length()).isBetween(0.5, 10.0);
    Posterior posterior = regression.posterior(waves(40), found);
    for (double x = 0; x < 6; x += 0.1) {
      assertThat(posterior.mean(new double[] {x})).isCloseTo(3 + Math.sin(x), within(0.03));
    }
    assertThat(posterior.variance(new double[] {3})).isLessThan(1e-4);
    assertThat(posterior.variance(new double[] {300})).isCloseTo(found.variance(), within(1e-9));
    assertThat(posterior.mean(new double[] {300})).isCloseTo(waves(40).mean(), within(1e-9));
  }

  @Test
  void theSearchFindsTheSameOnAllKindsOfWorkers() {
    Regression regression = new SparseGaussianProcess(CovarianceFunction.MATERN_52, 12);
    Hyperparameters expected = likeliest(Pool.local(1), regression);
    assertThat(likeliest(Pool.local(3), regression)).isEqualTo(expected);
    assertThat(likeliest(Pool.processes(2), regression)).isEqualTo(expected);
  }

  private static Hyperparameters likeliest(Pool workers, Regression regression) {
    HyperparameterSearch search = new HyperparameterSearch(5, new Hyperparameters(1e-3, 1e-2, 1e-8),
        new Hyperparameters(1e3, 1e2, 1), new LBFGS(10, 1e-4, 2, 100));
    try (workers) {
      return search.likeliest(workers, regression, waves(40), new Hyperparameters(1, 1e-2, 1), RandomKey.of(1));
    }
  }

  /** As they were before a device could be given. */
  @Test
  void aDeviceWithoutALibraryChangesNoBit() {
    CovarianceFunction function = CovarianceFunction.SQUARED_EXPONENTIAL;
    for (Device device : new Device[] {null, Device.cpu(1)}) {
      assertBits(new GaussianProcess(function, device), 1.0226248784650425, 0.3430302834574256, 7.11566295646694);
      assertBits(new SparseGaussianProcess(function, 3, device), 0.3782323886801097, 1.06715640966172,
          83.09512727460505);
    }
  }

  private static void assertBits(Regression regression, double mean, double variance, double likelihood) {
    Posterior posterior = regression.posterior(SIX, GIVEN);
    assertThat(posterior.mean(AT)).isEqualTo(mean);
    assertThat(posterior.variance(AT)).isEqualTo(variance);
    assertThat(regression.negativeLogLikelihood(SIX).evaluateWithGradient(GIVEN.logarithms(), new double[3]))
        .isEqualTo(likelihood);
  }

  @Test
  void aDeviceStaysWhereItIs() {
    Regression regression = new GaussianProcess(CovarianceFunction.MATERN_52, Device.cpu(1));
    assertThatThrownBy(() -> likeliest(Pool.processes(1), regression))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got evox.world.Device at ")
        .hasMessageEndingWith(".device");
  }

  @Test
  void observationsMustBeWhole() {
    assertThatThrownBy(() -> new Observations(new double[][] {{1}, {2}}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be a value for each of one or more points, got points=2, values=1");
    assertThatThrownBy(() -> new Observations(new double[][] {{1}, {2, 3}}, new double[] {1, 2}))
        .hasMessage("all points must have the same number of features, got 1 and 2 for point 1");
    assertThatThrownBy(() -> new Observations(new double[][] {{1}}, new double[] {Double.NaN}))
        .hasMessage("each value must be a finite number, got values[0]=NaN");
  }

  @Test
  void observationsThatContradictOneAnotherWithoutNoiseAreReported() {
    Observations same = new Observations(new double[][] {{1}, {1}}, new double[] {1, 2});
    Hyperparameters quiet = new Hyperparameters(1, 1, 1e-300);
    assertThatThrownBy(() -> new GaussianProcess(CovarianceFunction.MATERN_52).posterior(same, quiet))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("the covariance of 2 observations must be positive definite, got Hyperparameters[");
  }
}
