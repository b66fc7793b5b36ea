package evox.surrogate;

import evox.array.Elementary;
import evox.core.Differentiable;
import evox.world.Device;

/**
 * Regression by a Gaussian process that sees the observations through m inducing points chosen among them, as spread out
 * as can be: time grows with n m², memory with n m. Sums run in the order of observations and inducing points.
 *
 * <p>The projected process approximation: Quiñonero-Candela, Rasmussen: A unifying view of sparse approximate Gaussian
 * process regression. Journal of Machine Learning Research 6, 2005, section 5 (the deterministic training conditional).
 * The choice: Gonzalez: Clustering to minimize the maximum intercluster distance. 1985. doi:10.1016/0304-3975(85)90224-5
 *
 * @param inducing points, m; all observations are if there are fewer
 * @param device whose library of dense algebra makes squared distances, if it has one, with the digits and bits that a
 *     {@link GaussianProcess} has with it; null for none. Inducing points are chosen without it.
 */
public record SparseGaussianProcess(CovarianceFunction function, int inducing, Device device) implements Regression {

  /** Added to the inducing points' covariance, in proportion to the variance, so that it has a Cholesky factor. */
  private static final double JITTER = 1e-8;

  public SparseGaussianProcess {
    if (inducing < 1) {
      throw new IllegalArgumentException("number of inducing points must be 1 or more, got inducing=" + inducing);
    }
  }

  /** One whose bits are the same everywhere. */
  public SparseGaussianProcess(CovarianceFunction function, int inducing) {
    this(function, inducing, null);
  }

  @Override
  public Posterior posterior(Observations data, Hyperparameters hyperparameters) {
    double[][] points = spread(data.points());
    Distances distances = new Distances(device);
    Projection projection = Projection.of(new Scaled(function, hyperparameters), hyperparameters.noise(),
        distances.among(points), distances.between(points, data.points()), data.deviations());
    if (projection == null) throw GaussianProcess.notPositive(data, hyperparameters);
    double[][] reduction = projection.inner().inverse();
    double[][] rest = projection.inverse();
    for (int i = 0; i < points.length; i++) Dense.add(-hyperparameters.noise(), rest[i], reduction[i]);
    return new Posterior(function, hyperparameters, data.mean(), points, projection.weights(), reduction);
  }

  /** The first point, then again and again the one that is farthest from those chosen, the first of several. */
  private double[][] spread(double[][] points) {
    int m = Math.min(inducing, points.length);
    double[][] chosen = new double[m][];
    double[] nearest = new double[points.length];
    int next = 0;
    for (int k = 0; k < m; k++) {
      chosen[k] = points[next];
      next = 0;
      for (int i = 0; i < points.length; i++) {
        double distance = Dense.squaredDistance(points[i], chosen[k]);
        nearest[i] = k == 0 || distance < nearest[i] ? distance : nearest[i];
        if (nearest[i] > nearest[next]) next = i;
      }
    }
    return chosen;
  }

  @Override
  public Differentiable negativeLogLikelihood(Observations data) {
    double[][] points = spread(data.points());
    Distances distances = new Distances(device);
    double[][] among = distances.among(points);
    double[][] across = distances.between(points, data.points());
    double[] values = data.deviations();
    return (logarithms, gradient) -> negativeLogLikelihood(among, across, values, logarithms, gradient);
  }

  private double negativeLogLikelihood(double[][] among, double[][] across, double[] values, double[] logarithms,
      double[] gradient) {
    Hyperparameters hyperparameters = Hyperparameters.ofLogarithms(logarithms);
    double noise = hyperparameters.noise();
    Scaled scaled = new Scaled(function, hyperparameters);
    Projection projection = Projection.of(scaled, noise, among, across, values);
    if (projection == null) return Double.POSITIVE_INFINITY;
    int n = values.length;
    int m = among.length;
    double[] weights = projection.weights();
    // What the derivatives are of: n log(2 pi) + (n - m) log noise + log |noise I + V V'| + misfit, halved.
    double misfit = (Dense.dot(values, values) - projection.explained()) / noise;

    double[][] inverse = projection.inverse();
    double[][] own = covariance(scaled, among);
    double[][] byOwn = byAmong(projection, inverse, noise);
    double trace = 0.0;
    double square = 0.0;
    double diagonal = 0.0;
    for (int i = 0; i < m; i++) {
      trace += Dense.dot(inverse[i], own[i]);
      square = Math.fma(weights[i], Dense.dot(own[i], weights), square);
      diagonal += byOwn[i][i];
    }
    double[] byAmong = scaled.derivatives(among, byOwn);
    double[] byAcross = scaled.derivatives(across, byAcross(projection, noise, scaled.values(across), values));
    gradient[0] = 0.5 * (byAmong[0] + JITTER * scaled.variance() * diagonal) + byAcross[0];
    gradient[1] = 0.5 * byAmong[1] + byAcross[1];
    gradient[2] = 0.5 * (n - m + noise * trace - misfit + square);
    return 0.5 * ((n - m) * Elementary.log(noise) + projection.outer().logDeterminant() + misfit
        + n * Elementary.log(2.0 * Math.PI));
  }

  static double[][] covariance(Scaled scaled, double[][] among) {
    double[][] covariance = scaled.values(among);
    GaussianProcess.addDiagonal(covariance, JITTER * scaled.variance());
    return covariance;
  }

  /** Twice the derivatives by the covariances among the inducing points, m x m. */
  private static double[][] byAmong(Projection projection, double[][] inverse, double noise) {
    double[][] slope = projection.inner().inverse();
    for (int i = 0; i < slope.length; i++) {
      for (int j = 0; j < slope.length; j++) slope[i][j] = Math.fma(noise, inverse[i][j], -slope[i][j]);
      Dense.add(projection.weights()[i], projection.weights(), slope[i]);
    }
    return slope;
  }

  /** The derivatives by the covariances of inducing points and observations, m x n. */
  private static double[][] byAcross(Projection projection, double noise, double[][] across, double[] values) {
    double[] residual = values.clone();
    for (int i = 0; i < across.length; i++) Dense.add(-projection.weights()[i], across[i], residual);
    double[][] slope = projection.solved();
    for (int i = 0; i < slope.length; i++) Dense.add(-projection.weights()[i] / noise, residual, slope[i]);
    return slope;
  }
}
