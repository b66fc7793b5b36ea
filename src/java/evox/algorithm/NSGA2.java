package evox.algorithm;

import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.kernel.Box;
import evox.kernel.Uniform;
import evox.kernel.genetic.DistributionIndex;
import evox.kernel.genetic.PolynomialMutation;
import evox.kernel.genetic.SimulatedBinaryCrossover;
import evox.kernel.genetic.Variation;
import evox.pareto.CrowdedOrder;
import evox.pareto.Points;
import evox.random.RandomKey;
import evox.world.World;
import java.util.Arrays;

/**
 * NSGA-II, for any number of objectives: binary tournaments by front and crowding distance choose the parents,
 * simulated binary crossover and polynomial mutation make the children, and the better half of both survives.
 *
 * <p>Deb, Pratap, Agarwal, Meyarivan: A fast and elitist multiobjective genetic algorithm: NSGA-II. IEEE Transactions
 * on Evolutionary Computation 6, 2002. doi:10.1109/4235.996017. Children that crossover leaves equal to their parents
 * are mutated at least once; equal candidates are not sought otherwise. A candidate with an objective that is NaN is
 * dominated by every one without.
 *
 * @param population candidates a generation, n, 2 to 2^29
 * @param crossover probability that two parents are crossed
 * @param crossoverIndex eta of crossover: the greater, the closer are children to their parents
 * @param mutation probability that a child is mutated, in one coordinate on average
 * @param mutationIndex eta of mutation
 */
public record NSGA2(long population, double crossover, long crossoverIndex, double mutation, long mutationIndex)
    implements Algorithm<NSGA2.State> {

  /**
   * The parents and how they stand, and their children.
   *
   * @param key of the coming generation
   * @param parents n x d
   * @param fitness n x m, of the parents
   * @param order fronts and crowding distances of the parents, as of the last selection
   * @param children n x d, where the coming generation is made
   * @param box the problem's bounds
   * @param best the best so far of one objective
   */
  public record State(RandomKey key, Matrix parents, Matrix fitness, CrowdedOrder order, Matrix children, Box box,
      Best best) {}

  /** Tournaments that are worth a thread of their own. */
  private static final int LEAST = 1000;

  public NSGA2 {
    if (population < 2 || population > 1 << 29) {
      throw new IllegalArgumentException("population must be in [2, 2^29], got population=" + population);
    }
    new SimulatedBinaryCrossover(crossover, new DistributionIndex(crossoverIndex));
    new PolynomialMutation(mutation, new DistributionIndex(mutationIndex));
  }

  /** Crossover with probability 0.9 and index 15, mutation with probability 0.9 and index 20. */
  public NSGA2(long population) {
    this(population, 0.9, 15, 0.9, 20);
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    Bounds bounds = problem.bounds().requireFinite("NSGA2");
    Box box = Box.of(bounds.lower(), bounds.upper());
    int n = (int) population;
    Matrix parents = Matrix.rows(n, bounds.dimension());
    new Uniform(key.at(0, 0), box, parents).launch(world.device());
    return new State(key.at(0, 0), parents, Matrix.tiles(n, problem.objectives()),
        new CrowdedOrder(new int[n], new double[n]), Matrix.rows(n, bounds.dimension()), box, Best.NONE);
  }

  /** The first generation is the first parents themselves. */
  @Override
  public Matrix ask(State state, World world) {
    if (state.key().generation() == 0) return state.parents();
    Tournament tournament = Tournament.of(state.order(), state.key());
    world.device().forEach(population, LEAST, (from, to) -> {
      for (long i = from; i < to; i++) state.parents().copyRow(tournament.winner((int) i), state.children(), i);
    });
    variation(state.key(), state.children(), state.box()).launch(world.device());
    return state.children();
  }

  private Variation variation(RandomKey key, Matrix pool, Box box) {
    return new Variation(key, pool, box,
        new SimulatedBinaryCrossover(crossover, new DistributionIndex(crossoverIndex)),
        new PolynomialMutation(mutation, new DistributionIndex(mutationIndex)));
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    if (state.key().generation() == 0) {
      fitness.copyTo(state.fitness());
      return next(state, CrowdedOrder.of(Points.of(fitness)), state.parents(), fitness);
    }
    CrowdedOrder both = CrowdedOrder.of(Points.of(state.fitness(), fitness));
    return next(state, survivors(state, fitness, both), state.children(), fitness);
  }

  /** Puts the children that survive in the places of the parents that do not, and returns their order. */
  private CrowdedOrder survivors(State state, Matrix fitness, CrowdedOrder both) {
    int n = (int) population;
    boolean[] survives = both.first(n);
    int[] fronts = Arrays.copyOf(both.fronts(), n);
    double[] distances = Arrays.copyOf(both.distances(), n);
    int place = 0;
    for (int child = 0; child < n; child++) {
      if (!survives[n + child]) continue;
      while (survives[place]) place++;
      state.children().copyRow(child, state.parents(), place);
      fitness.copyRow(child, state.fitness(), place);
      fronts[place] = both.fronts()[n + child];
      distances[place] = both.distances()[n + child];
      place++;
    }
    return new CrowdedOrder(fronts, distances);
  }

  private static State next(State s, CrowdedOrder order, Matrix candidates, Matrix fitness) {
    Best best = fitness.columns() == 1 ? s.best().or(candidates, fitness) : Best.NONE;
    return new State(s.key().at(s.key().generation() + 1, 0), s.parents(), s.fitness(), order, s.children(), s.box(),
        best);
  }

  @Override
  public Best best(State state) {
    return state.best();
  }
}
