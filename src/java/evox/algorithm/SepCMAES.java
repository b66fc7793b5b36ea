package evox.algorithm;

import evox.array.Matrix;
import evox.array.Ranking;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.World;
import java.util.Arrays;

/**
 * CMA-ES with a diagonal covariance, which it learns faster by a factor of (d + 2) / 3. Linear in the dimension; for
 * problems whose coordinates act by themselves, or that have too many for {@link CMAES}.
 *
 * <p>Ros, Hansen: A simple modification in CMA-ES achieving linear time and space complexity. PPSN 2008.
 * doi:10.1007/978-3-540-87700-4_30. The other constants are those of {@link Adaptation}, without negative weights.
 *
 * @param population candidates a generation, 2 or more; or 0 for 4 + floor(3 ln d)
 * @param sigma first step size, in the unit of the coordinates; or 0 for 0.3 of the box's width in each of them
 * @param start first mean: d coordinates, or one for all of them, or none for the middle of the bounds
 */
public record SepCMAES(long population, double sigma, double[] start) implements Algorithm<SepCMAES.State> {

  /** The least variance of a coordinate beside the largest; so the search never becomes flat. */
  private static final double LEAST_RATIO = 1e-28;

  /**
   * A run between two generations.
   *
   * @param key of the random numbers, at the generation to come
   * @param constants of the strategy
   * @param distribution of the candidates
   * @param scale unit of the step size, d
   * @param step size
   * @param variances d; the diagonal of the covariance
   * @param path of the covariance, d
   * @param best so far
   */
  public record State(RandomKey key, Adaptation constants, Diagonal distribution, double[] scale, StepSize step,
      double[] variances, double[] path, Best best) {}

  public SepCMAES {
    Start.requireValid(population, sigma);
    start = start.clone();
  }

  /** The default settings but for the population, from the middle of the bounds. */
  public SepCMAES(long population) {
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
    problem.requireOneObjective("SepCMAES");
    Bounds bounds = problem.bounds();
    int d = bounds.dimension();
    int n = (int) population(d);
    double[] scale = Start.scale("SepCMAES", sigma, bounds);
    double[] variances = new double[d];
    Arrays.fill(variances, 1.0);
    Diagonal distribution = Diagonal.of(Start.mean("SepCMAES", start, bounds), new double[d],
        bounds, n);
    State state = new State(key.at(0, 0), Adaptation.of(d, n, false), distribution, scale,
        StepSize.of(Start.sigma(sigma), d), variances, new double[d], Best.NONE);
    setDeviations(state);
    return state;
  }

  @Override
  public Matrix ask(State state, World world) {
    return state.distribution().draw(state.key(), world.device());
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    Adaptation constants = state.constants();
    int[] ranking = Ranking.ascending(fitness, 0);
    Diagonal.Sums sums = state.distribution().sums(state.key(), ranking, constants.weights(), world.device());
    state.distribution().move(sums.noise());
    StepSize step = state.step().adapted(constants, sums.noise());
    adaptVariances(state, sums, step.stalled());
    State next = new State(state.key().at(state.key().generation() + 1, 0), constants, state.distribution(),
        state.scale(), step, state.variances(), state.path(),
        state.distribution().better(state.best(), fitness, ranking[0]));
    setDeviations(next);
    return next;
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  /** @param stalled see {@link StepSize}: the path of the covariance then waits, lest it grow too */
  private static void adaptVariances(State state, Diagonal.Sums sums, boolean stalled) {
    Adaptation constants = state.constants();
    double[] variances = state.variances();
    double[] path = state.path();
    double faster = (variances.length + 2.0) / 3.0;
    double one = Math.min(1.0, faster * constants.oneRate());
    double many = Math.min(1.0 - one, faster * constants.manyRate());
    double rate = constants.pathRate();
    double decay = 1.0 - many - one * (stalled ? 1.0 - rate * (2.0 - rate) : 1.0);
    double[] move = new double[path.length];
    for (int j = 0; j < move.length; j++) move[j] = Math.sqrt(variances[j]) * sums.noise()[j];
    StepSize.advance(path, rate, stalled ? 0.0 : constants.selected(), move);
    double largest = 0.0;
    for (int j = 0; j < variances.length; j++) {
      double spread = decay * variances[j] + one * path[j] * path[j] + many * variances[j] * sums.squares()[j];
      variances[j] = Math.min(StepSize.LARGEST, spread);
      largest = Math.max(largest, variances[j]);
    }
    for (int j = 0; j < variances.length; j++) {
      variances[j] = Math.max(variances[j], Math.max(1.0 / StepSize.LARGEST, LEAST_RATIO * largest));
    }
  }

  private static void setDeviations(State state) {
    for (int j = 0; j < state.scale().length; j++) {
      state.distribution().deviation().set(j, state.step().sigma() * state.scale()[j] * Math.sqrt(state.variances()[j]));
    }
  }
}
