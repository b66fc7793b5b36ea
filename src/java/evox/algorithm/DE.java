package evox.algorithm;

import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Partition;
import evox.array.Ring;
import evox.array.Scratch;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Fused;
import evox.core.Problem;
import evox.kernel.Box;
import evox.kernel.Differential;
import evox.kernel.DifferentialSelect;
import evox.kernel.DifferentialStep;
import evox.kernel.DifferentialTrial;
import evox.kernel.Doubles;
import evox.kernel.Evaluate;
import evox.kernel.Objective;
import evox.kernel.Uniform;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/**
 * Differential evolution with binomial crossover.
 *
 * <p>Storn, Price: Differential evolution - a simple and efficient heuristic for global optimization over continuous
 * spaces. Journal of Global Optimization 11, 1997. doi:10.1023/A:1008202821328
 *
 * <p>A coordinate that leaves the box comes back to the middle between its parent and the bound, as in Zhang, Sanderson:
 * JADE: adaptive differential evolution with optional external archive. IEEE Transactions on Evolutionary Computation
 * 13, 2009. doi:10.1109/TEVC.2009.2014613. Unlike clamping, that does not gather the population on the bounds.
 *
 * <p>Donors are individuals that the parent sees on a ring of all: the {@code neighbours} nearest, or the whole
 * population where it is no larger. On a ring what is found spreads more slowly and more is found, as in Dorronsoro,
 * Bouvry: Improving classical and decentralized differential evolution with new mutation operator and population
 * topologies. IEEE Transactions on Evolutionary Computation 15, 2011. doi:10.1109/TEVC.2010.2081369. And a generation of
 * a large population can be shared out: a rank needs no more than the neighbours of its own.
 *
 * @param population number of individuals, 4 to 2^32
 * @param base what a difference is added to
 * @param weight F, of the difference of two individuals, in (0, 2]
 * @param crossover CR, the probability that a coordinate is the mutant's, in [0, 1]
 * @param neighbours how many individuals a parent sees, itself among them, 4 or more; with {@link Long#MAX_VALUE} always
 *     all, as in the original
 */
public record DE(long population, BaseVector base, double weight, double crossover, long neighbours) implements Fused<DE.State> {

  /** What a difference is added to. */
  public enum BaseVector {
    /** A random individual: rand/1/bin. */
    RAND,
    /** The best candidate so far: best/1/bin. */
    BEST
  }

  /** So many a parent sees unless told otherwise: many for a population, few for a cache. */
  private static final long NEIGHBOURS = 1024;

  /**
   * The population between two generations; its matrices are shared out to the ranks of a world.
   *
   * @param key of the coming generation
   * @param parents n x d
   * @param trials n x d, where a generation is made
   * @param halo copies of those parents of other ranks that are seen from here
   * @param fitness n x 1, of the parents; positive infinity where it was never a number
   * @param leader d coordinates of the best so far
   * @param box the problem's bounds
   * @param best the best so far
   */
  public record State(RandomKey key, Matrix parents, Scratch trials, Scratch halo, Matrix fitness, Doubles leader, Box box,
      Best best) {}

  public DE {
    if (population < 4 || population > 1L << 32) {
      throw new IllegalArgumentException("population must be in [4, 2^32], for a parent and three donors, got population="
          + population);
    }
    if (!(weight > 0 && weight <= 2)) {
      throw new IllegalArgumentException("weight must be in (0, 2], got weight=" + weight);
    }
    if (!(crossover >= 0 && crossover <= 1)) {
      throw new IllegalArgumentException("crossover must be in [0, 1], got crossover=" + crossover);
    }
    if (neighbours < 4) {
      throw new IllegalArgumentException("neighbours must be 4 or more, for a parent and three donors, got neighbours="
          + neighbours);
    }
  }

  /** With 1024 neighbours: as the original, unless the population is larger. */
  public DE(long population, BaseVector base, double weight, double crossover) {
    this(population, base, weight, crossover, NEIGHBOURS);
  }

  /** rand/1/bin with F = 0.5 and CR = 0.9. */
  public DE(long population) {
    this(population, BaseVector.RAND, 0.5, 0.9);
  }

  @Override
  public long block() {
    return Layout.together(population);
  }

  private Ring ring(World world) {
    return new Ring(new Partition(world, population, block()), Math.min(neighbours, population));
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    problem.requireOneObjective("DE");
    Bounds bounds = problem.bounds().requireFinite("DE");
    int d = bounds.dimension();
    Box box = Box.of(bounds.lower(), bounds.upper());
    Ring ring = ring(world);
    Shard mine = ring.partition().mine();
    Matrix parents = Matrix.rows(mine, d);
    new Uniform(key.at(0, mine.from()), box, parents).launch(world.device());
    Matrix fitness = Matrix.tiles(mine, 1);
    fitness.fill(Double.POSITIVE_INFINITY);
    return new State(key.at(0, 0), parents, Scratch.rows(mine, d), Scratch.rows(ring.halo(), d), fitness,
        Doubles.zeros(d), box, Best.NONE);
  }

  /** The first generation's trials are the first population itself. */
  @Override
  public Matrix ask(State state, World world) {
    if (isFirst(state)) return state.parents();
    ring(world).exchange(state.parents(), state.halo().matrix());
    new DifferentialTrial(differential(state, world)).launch(world.device());
    return state.trials().matrix();
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    select(state, ring(world).partition().part(fitness), world);
    return tellPassed(state, fitness, world);
  }

  @Override
  public void pass(State state, Objective objective, Matrix fitness, World world) {
    if (isFirst(state)) {
      new Evaluate(objective, state.parents(), fitness).launch(world.device());
    } else {
      ring(world).exchange(state.parents(), state.halo().matrix());
      new DifferentialStep(differential(state, world), objective, fitness).launch(world.device());
    }
    select(state, fitness, world);
  }

  private static boolean isFirst(State state) {
    return state.key().generation() == 0;
  }

  private void select(State state, Matrix fitness, World world) {
    new DifferentialSelect(differential(state, world), fitness).launch(world.device());
  }

  /** The best trial, if it is the best so far, has survived and is found among the parents. */
  @Override
  public State tellPassed(State s, Matrix fitness, World world) {
    Best best = s.best().or(s.parents(), fitness, ring(world).partition());
    if (best != s.best()) s.leader().set(best.candidate());
    return new State(s.key().at(s.key().generation() + 1, 0), s.parents(), s.trials(), s.halo(), s.fitness(), s.leader(),
        s.box(), best);
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  private Differential differential(State s, World world) {
    boolean fromBest = base == BaseVector.BEST && s.best() != Best.NONE;
    Matrix trials = isFirst(s) ? s.parents() : s.trials().matrix();
    return new Differential(s.key(), ring(world), s.parents(), s.halo().matrix(), trials, s.fitness(), s.leader(),
        fromBest ? 1 : 0, s.box(), weight, crossover);
  }
}
