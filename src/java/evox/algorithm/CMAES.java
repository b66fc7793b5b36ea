package evox.algorithm;

import evox.array.Matrix;
import evox.array.Order;
import evox.array.Ranking;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.World;

/**
 * The covariance matrix adaptation evolution strategy, for up to about a thousand coordinates.
 *
 * <p>Hansen: The CMA evolution strategy: a tutorial. 2016. doi:10.48550/arXiv.1604.00772. Bounds as in
 * {@link BoundTransform}. The covariance is decomposed every {@link Adaptation#interval} generations.
 *
 * @param population candidates a generation, lambda, 2 or more; or 0 for 4 + floor(3 ln d)
 * @param sigma first step size, in the unit of the coordinates; or 0 for 0.3 of the box's width in each of them
 * @param start first mean: d coordinates, or one for all of them, or none for the middle of the bounds
 * @param active whether the worse half of a generation takes variance away where it was drawn
 */
public record CMAES(long population, double sigma, double[] start, boolean active) implements Algorithm<CMAES.State> {

  public CMAES {
    Start.requireValid(population, sigma);
    start = start.clone();
  }

  /** The settings of the tutorial, from the middle of the bounds. */
  public CMAES() {
    this(0);
  }

  /** The settings of the tutorial but for the population, from the middle of the bounds. */
  public CMAES(long population) {
    this(population, 0.0, new double[0], true);
  }

  /** The settings of the tutorial, from a first mean and step size. */
  public CMAES(double[] start, double sigma) {
    this(0, sigma, start, true);
  }

  /**
   * A run between two generations of n candidates of d coordinates.
   *
   * @param key of the random numbers, at the generation to come
   * @param constants of the strategy
   * @param bounds that candidates are brought into
   * @param scale unit of the step size, d
   * @param step size
   * @param mean of the distribution, d
   * @param covariance of the distribution
   * @param noise of the generation
   * @param moves n x d; the noise in the shape of the covariance
   * @param steps by which the covariance is updated
   * @param candidates n x d
   * @param best so far
   */
  public record State(RandomKey key, Adaptation constants, BoundTransform bounds, double[] scale, StepSize step,
      double[] mean, Covariance covariance, StandardNormals noise, Matrix moves, Matrix steps, Matrix candidates,
      Best best) {}

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
    problem.requireOneObjective("CMAES");
    int d = problem.dimension();
    int n = (int) population(d);
    Adaptation constants = Adaptation.of(d, n, active);
    BoundTransform bounds = BoundTransform.of(problem.bounds());
    double[] mean = bounds.outside(Start.mean("CMAES", start, problem.bounds()));
    int steps = 1 + (active ? n : constants.parents());
    return new State(key.at(0, 0), constants, bounds, Start.scale("CMAES", sigma, problem.bounds()),
        StepSize.of(Start.sigma(sigma), d), mean, Covariance.identity(d), StandardNormals.of(n, d),
        Matrix.rows(n, d), Matrix.rows(steps, d), Matrix.tiles(n, d), Best.NONE);
  }

  @Override
  public Matrix ask(State state, World world) {
    Matrix candidates = state.candidates();
    state.noise().draw(state.key(), world.device());
    state.covariance().shape(state.noise().values(), state.moves(), world.device());
    int d = candidates.columns();
    double sigma = state.step().sigma();
    world.device().forEach(candidates.rows(), Math.max(1, 20_000 / d), (from, to) -> {
      double[] x = new double[d];
      for (long i = from; i < to; i++) {
        state.moves().read(i, x);
        for (int j = 0; j < d; j++) {
          x[j] = state.bounds().inside(j, Math.fma(sigma * state.scale()[j], x[j], state.mean()[j]));
        }
        candidates.write(i, x);
      }
    });
    return candidates;
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    Adaptation constants = state.constants();
    int[] ranking = Ranking.ascending(fitness, 0);
    double[] noise = weighted(state.noise().values(), ranking, constants);
    double[] move = weighted(state.moves(), ranking, constants);
    double[] mean = state.mean();
    for (int j = 0; j < mean.length; j++) mean[j] = Math.fma(state.step().sigma() * state.scale()[j], move[j], mean[j]);
    StepSize step = state.step().adapted(constants, state.covariance().turn(noise, world.device()));
    adaptCovariance(state, ranking, move, step.stalled(), world);
    long generation = state.key().generation() + 1;
    if (generation % constants.interval() == 0) state.covariance().decompose(world.device());
    return new State(state.key().at(generation, 0), constants, state.bounds(), state.scale(), step, mean,
        state.covariance(), state.noise(), state.moves(), state.steps(), state.candidates(),
        better(state, fitness, ranking[0]));
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  /** The best so far: also the first of all, though it be infinite. */
  private static Best better(State state, Matrix fitness, int first) {
    double value = fitness.get(first, 0);
    boolean better = Order.better(value, state.best().fitness()) || state.best() == Best.NONE && value == value;
    return better ? new Best(value, state.candidates().row(first)) : state.best();
  }

  /** The weighted mean of the parents' rows. */
  private static double[] weighted(Matrix rows, int[] ranking, Adaptation constants) {
    double[] sum = new double[constants.dimension()];
    double[] row = new double[constants.dimension()];
    for (int i = 0; i < constants.parents(); i++) {
      rows.read(ranking[i], row);
      double weight = constants.weights()[i];
      for (int j = 0; j < row.length; j++) sum[j] = Math.fma(weight, row[j], sum[j]);
    }
    return sum;
  }

  /**
   * @param stalled see {@link StepSize}: the path of the covariance then waits, lest it grow too
   */
  private static void adaptCovariance(State state, int[] ranking, double[] move, boolean stalled, World world) {
    Adaptation constants = state.constants();
    Matrix steps = state.steps();
    double[] path = state.covariance().path();
    StepSize.advance(path, constants.pathRate(), stalled ? 0.0 : constants.selected(), move);
    double rate = constants.pathRate();
    double decay = 1.0 - constants.oneRate() * (stalled ? 1.0 - rate * (2.0 - rate) : 1.0);
    double[] row = new double[path.length];
    for (int j = 0; j < row.length; j++) row[j] = Math.sqrt(constants.oneRate()) * path[j];
    steps.write(0, row);
    for (int i = 0; i + 1 < steps.rows(); i++) {
      double weight = constants.manyRate() * constants.weights()[i];
      decay -= weight;
      if (weight < 0.0) weight *= row.length / (squaredLength(state.noise().values(), ranking[i], row) + 1e-9);
      double factor = Math.sqrt(Math.abs(weight));
      state.moves().read(ranking[i], row);
      for (int j = 0; j < row.length; j++) row[j] *= factor;
      steps.write(i + 1, row);
    }
    state.covariance().update(decay, steps, 1 + constants.parents(), world.device());
  }

  private static double squaredLength(Matrix rows, int i, double[] row) {
    rows.read(i, row);
    double squares = 0.0;
    for (double value : row) squares = Math.fma(value, value, squares);
    return squares;
  }
}
