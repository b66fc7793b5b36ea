package evox.algorithm;

import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Partition;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Fused;
import evox.core.Problem;
import evox.kernel.Box;
import evox.kernel.Doubles;
import evox.kernel.Objective;
import evox.kernel.Swarm;
import evox.kernel.SwarmMove;
import evox.kernel.SwarmRemember;
import evox.kernel.SwarmStep;
import evox.kernel.Uniform;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/**
 * Particle swarm optimisation with a constriction factor and one leader for all.
 *
 * <p>Clerc, Kennedy: The particle swarm: explosion, stability, and convergence in a multidimensional complex space. IEEE
 * Transactions on Evolutionary Computation 6, 2002. doi:10.1109/4235.985692
 *
 * <p>The speed is limited to half the width of the box, as recommended by Eberhart, Shi: Comparing inertia weights and
 * constriction factors in particle swarm optimization. CEC 2000. doi:10.1109/CEC.2000.870279. Particles start at rest:
 * Engelbrecht: Particle swarm optimization: velocity initialization. CEC 2012. doi:10.1109/CEC.2012.6256112
 *
 * @param population number of particles, 1 or more
 * @param inertia factor of the old velocity, the constriction factor chi
 * @param cognitive weight of the pull to a particle's own best position
 * @param social weight of the pull to the leader, the best position of all
 */
public record PSO(long population, double inertia, double cognitive, double social) implements Fused<PSO.State> {

  /**
   * The swarm between two generations; the four matrices are shared out to the ranks of a world.
   *
   * @param key of the coming generation
   * @param positions n x d
   * @param velocities n x d
   * @param bests n x d, where each particle was fittest
   * @param bestFitness n x 1, the fitness there; positive infinity where it was never a number
   * @param leader d coordinates of the best position of all
   * @param box the problem's bounds
   * @param limit d largest speeds
   * @param best the best so far
   */
  public record State(RandomKey key, Matrix positions, Matrix velocities, Matrix bests, Matrix bestFitness,
      Doubles leader, Box box, Doubles limit, Best best) {}

  public PSO {
    if (population < 1) throw new IllegalArgumentException("population must be 1 or more, got population=" + population);
    requireWeight("inertia", inertia);
    requireWeight("cognitive", cognitive);
    requireWeight("social", social);
  }

  /** With the weights of Clerc and Kennedy: 0.7298, 1.49618 and 1.49618. */
  public PSO(long population) {
    this(population, 0.7298, 1.49618, 1.49618);
  }

  private static void requireWeight(String name, double weight) {
    if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be a number of 0 or more, got " + name + "=" + weight);
    }
  }

  @Override
  public long block() {
    return Layout.together(population);
  }

  private Partition partition(World world) {
    return new Partition(world, population, block());
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    problem.requireOneObjective("PSO");
    Bounds bounds = problem.bounds().requireFinite("PSO");
    int d = bounds.dimension();
    Box box = Box.of(bounds.lower(), bounds.upper());
    double[] limit = new double[d];
    for (int j = 0; j < d; j++) limit[j] = 0.5 * bounds.upper(j) - 0.5 * bounds.lower(j);
    Shard mine = partition(world).mine();
    Matrix positions = Matrix.tiles(mine, d);
    new Uniform(key.at(0, mine.from()), box, positions).launch(world.device());
    Matrix bests = Matrix.tiles(mine, d);
    positions.copyTo(bests);
    Matrix bestFitness = Matrix.tiles(mine, 1);
    bestFitness.fill(Double.POSITIVE_INFINITY);
    return new State(key.at(0, 0), positions, Matrix.tiles(mine, d), bests, bestFitness, Doubles.zeros(d), box,
        Doubles.of(limit), Best.NONE);
  }

  @Override
  public Matrix ask(State state, World world) {
    new SwarmMove(swarm(state)).launch(world.device());
    return state.positions();
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    new SwarmRemember(swarm(state), partition(world).part(fitness)).launch(world.device());
    return tellPassed(state, fitness, world);
  }

  @Override
  public void pass(State state, Objective objective, Matrix fitness, World world) {
    new SwarmStep(swarm(state), objective, fitness).launch(world.device());
  }

  @Override
  public State tellPassed(State s, Matrix fitness, World world) {
    Best best = s.best().or(s.positions(), fitness, partition(world));
    if (best != s.best()) s.leader().set(best.candidate());
    return new State(s.key().at(s.key().generation() + 1, 0), s.positions(), s.velocities(), s.bests(),
        s.bestFitness(), s.leader(), s.box(), s.limit(), best);
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  /** Without a leader nothing pulls: particles at rest stay, so the first generation is where they begin. */
  private Swarm swarm(State s) {
    RandomKey first = s.key().at(s.key().generation(), s.positions().shard().from());
    return new Swarm(first, s.positions(), s.velocities(), s.bests(), s.bestFitness(), s.leader(), s.box(), s.limit(),
        inertia, cognitive, s.best() == Best.NONE ? 0.0 : social);
  }
}
