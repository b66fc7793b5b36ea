package evox.algorithm;

import evox.array.Elementary;
import evox.array.Matrix;
import evox.array.Ranking;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.World;

/**
 * The separable natural evolution strategy: follows the natural gradient of the expected fitness with respect to the
 * mean and standard deviation of each coordinate. Linear in the dimension.
 *
 * <p>Schaul, Glasmachers, Schmidhuber: High dimensions and heavy tails for natural evolution strategies. GECCO 2011.
 * doi:10.1145/2001576.2001692. Its settings are those of Wierstra et al.: Natural evolution strategies. Journal of
 * Machine Learning Research 15, 2014.
 *
 * @param population candidates a generation, 2 or more; or 0 for 4 + floor(3 ln d)
 * @param sigma first standard deviation, in the unit of the coordinates; or 0 for 0.3 of the box's width in each of them
 * @param start first mean: d coordinates, or one for all of them, or none for the middle of the bounds
 */
public record SNES(long population, double sigma, double[] start) implements Algorithm<SNES.State> {

  /**
   * A run between two generations.
   *
   * @param key of the random numbers, at the generation to come
   * @param distribution of the candidates
   * @param utilities of the candidates by rank, the best one's first; n, adding up to 0
   * @param best so far
   */
  public record State(RandomKey key, Diagonal distribution, double[] utilities, Best best) {}

  public SNES {
    Start.requireValid(population, sigma);
    start = start.clone();
  }

  /** The default settings but for the population, from the middle of the bounds. */
  public SNES(long population) {
    this(population, 0.0, new double[0]);
  }

  @Override
  public String toString() {
    return Settings.toString(this);
  }

  @Override
  public long population(int dimension) {
    return population > 0 ? population : Adaptation.population(dimension);
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    problem.requireOneObjective("SNES");
    Bounds bounds = problem.bounds();
    int n = (int) population(bounds.dimension());
    double[] deviation = Start.scale("SNES", sigma, bounds);
    for (int j = 0; j < deviation.length; j++) deviation[j] *= Start.sigma(sigma);
    return new State(key.at(0, 0), Diagonal.of(Start.mean("SNES", start, bounds), deviation,
        bounds, n), utilities(n), Best.NONE);
  }

  @Override
  public Matrix ask(State state, World world) {
    return state.distribution().draw(state.key(), world.device());
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    Diagonal distribution = state.distribution();
    int[] ranking = Ranking.ascending(fitness, 0);
    Diagonal.Sums sums = distribution.sums(state.key(), ranking, state.utilities(), world.device());
    distribution.move(sums.noise());
    int d = sums.noise().length;
    double rate = 0.5 * (3.0 + Elementary.log(d)) / (5.0 * Math.sqrt(d));
    for (int j = 0; j < d; j++) {
      // The utilities add up to 0, so the gradient of u (noise^2 - 1) is that of u noise^2.
      double growth = Math.min(1.0, Math.max(-1.0, rate * sums.squares()[j]));
      double next = distribution.deviation().get(j) * Elementary.exp(growth);
      distribution.deviation().set(j, Math.min(StepSize.LARGEST, Math.max(StepSize.LEAST, next)));
    }
    return new State(state.key().at(state.key().generation() + 1, 0), distribution, state.utilities(),
        distribution.better(state.best(), fitness, ranking[0]));
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  private static double[] utilities(int n) {
    double[] utilities = new double[n];
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      utilities[i] = Math.max(0.0, Elementary.log(n / 2.0 + 1.0) - Elementary.log(i + 1.0));
      sum += utilities[i];
    }
    for (int i = 0; i < n; i++) utilities[i] = utilities[i] / sum - 1.0 / n;
    return utilities;
  }
}
