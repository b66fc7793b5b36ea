package evox.algorithm;

import evox.array.Matrix;
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
 * @param population number of individuals, 4 to 2^32
 * @param base what a difference is added to
 * @param weight F, of the difference of two individuals, in (0, 2]
 * @param crossover CR, the probability that a coordinate is the mutant's, in [0, 1]
 */
public record DE(long population, BaseVector base, double weight, double crossover) implements Fused<DE.State> {

  /** What a difference is added to. */
  public enum BaseVector {
    /** A random individual: rand/1/bin. */
    RAND,
    /** The best candidate so far: best/1/bin. */
    BEST
  }

  /**
   * The population between two generations.
   *
   * @param key of the coming generation
   * @param parents n x d
   * @param trials n x d, where the coming generation is made
   * @param fitness n x 1, of the parents; positive infinity where it was never a number
   * @param leader d coordinates of the best so far
   * @param box the problem's bounds
   * @param best the best so far
   */
  public record State(RandomKey key, Matrix parents, Matrix trials, Matrix fitness, Doubles leader, Box box, Best best) {}

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
  }

  /** rand/1/bin with F = 0.5 and CR = 0.9. */
  public DE(long population) {
    this(population, BaseVector.RAND, 0.5, 0.9);
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    problem.requireOneObjective("DE");
    Bounds bounds = problem.bounds().requireFinite("DE");
    int d = bounds.dimension();
    Box box = Box.of(bounds.lower(), bounds.upper());
    Matrix trials = Matrix.rows(population, d);
    new Uniform(key.at(0, 0), box, trials).launch(world.device());
    Matrix fitness = Matrix.tiles(population, 1);
    fitness.fill(Double.POSITIVE_INFINITY);
    Matrix parents = Matrix.rows(population, d);
    trials.copyTo(parents);
    return new State(key.at(0, 0), parents, trials, fitness, Doubles.zeros(d), box, Best.NONE);
  }

  /** The first generation's trials are the first population itself. */
  @Override
  public Matrix ask(State state, World world) {
    if (state.key().generation() > 0) new DifferentialTrial(differential(state)).launch(world.device());
    return state.trials();
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    new DifferentialSelect(differential(state), fitness).launch(world.device());
    return next(state, fitness);
  }

  @Override
  public State step(State state, Objective objective, Matrix fitness, World world) {
    if (state.key().generation() == 0) {
      new Evaluate(objective, state.trials(), fitness).launch(world.device());
      return tell(state, fitness, world);
    }
    new DifferentialStep(differential(state), objective, fitness).launch(world.device());
    return next(state, fitness);
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  private Differential differential(State s) {
    boolean fromBest = base == BaseVector.BEST && s.best() != Best.NONE;
    return new Differential(s.key(), s.parents(), s.trials(), s.fitness(), s.leader(), fromBest ? 1 : 0, s.box(),
        weight, crossover);
  }

  /** The survivors are the next parents. The best trial survives, so it is found among them. */
  private static State next(State s, Matrix fitness) {
    Best best = s.best().or(s.trials(), fitness);
    if (best != s.best()) s.leader().set(best.candidate());
    return new State(s.key().at(s.key().generation() + 1, 0), s.trials(), s.parents(), s.fitness(), s.leader(), s.box(),
        best);
  }
}
