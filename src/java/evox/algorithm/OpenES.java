package evox.algorithm;

import evox.array.FixedPointSum;
import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Order;
import evox.array.Ranking;
import evox.array.Scratch;
import evox.collective.LongFold;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Fused;
import evox.core.Problem;
import evox.kernel.Box;
import evox.kernel.Doubles;
import evox.kernel.Mirrored;
import evox.kernel.MirroredEvaluate;
import evox.kernel.MirroredSample;
import evox.kernel.NoiseSum;
import evox.kernel.Objective;
import evox.kernel.Uniform;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;

/**
 * The evolution strategy of OpenAI: mirrored pairs of normal candidates around a mean, their ranks as a gradient, Adam.
 * The noise is drawn again where it is needed and never stored, so the state is O(d + n), not O(n d).
 *
 * <p>Salimans, Ho, Chen, Sidor, Sutskever: Evolution strategies as a scalable alternative to reinforcement learning.
 * 2017. doi:10.48550/arXiv.1703.03864
 *
 * <p>Candidates, and the mean, are clamped to the problem's bounds, which may be infinite. Candidates of equal fitness
 * share the mean of their ranks, so that a plateau has no slope; NaN ranks last.
 *
 * @param population number of candidates, even, 2 to 2^30
 * @param sigma standard deviation of the candidates around the mean
 * @param learningRate how far the mean goes in a generation, about
 */
public record OpenES(long population, double sigma, double learningRate) implements Fused<OpenES.State> {

  /**
   * The search between two generations.
   *
   * @param key of the coming generation
   * @param mean d coordinates
   * @param scale d standard deviations
   * @param box the problem's bounds
   * @param adam the optimiser of the mean
   * @param weights n/2 x 1: how much better the first of a pair was than the second
   * @param sums d, of weight times noise
   * @param noise of some pairs, where a library multiplies it
   * @param candidates n x d, where somebody asks for them; shared out to the ranks of a world
   * @param best the best so far
   */
  public record State(RandomKey key, Doubles mean, Doubles scale, Box box, Adam adam, Matrix weights,
      FixedPointSum sums, Scratch noise, Scratch candidates, Best best) {}

  public OpenES {
    if (population < 2 || population > 1L << 30 || population % 2 != 0) {
      throw new IllegalArgumentException("population must be even and in [2, 2^30], for candidates come in pairs, got"
          + " population=" + population);
    }
    requirePositive("sigma", sigma);
    requirePositive("learningRate", learningRate);
  }

  /** With sigma 0.1 and learning rate 0.05. */
  public OpenES(long population) {
    this(population, 0.1, 0.05);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be a number above 0, got " + name + "=" + value);
    }
  }

  /** Pairs stay together. */
  @Override
  public long block() {
    return 2L * Layout.together(population / 2);
  }

  private Shard mine(World world) {
    return world.shard(population, block());
  }

  /** The mean starts at random in the box, or at 0 where there are no bounds. */
  @Override
  public State init(RandomKey key, Problem problem, World world) {
    problem.requireOneObjective("OpenES");
    Bounds bounds = problem.bounds();
    int d = bounds.dimension();
    Box box = Box.of(d, bounds::lower, bounds::upper);
    Doubles mean = bounds.isFinite() ? Uniform.position(key.at(0, 0), box) : Doubles.zeros(d);
    Doubles scale = Doubles.zeros(d);
    for (int j = 0; j < d; j++) {
      mean.set(j, box.clamp(j, mean.get(j)));
      scale.set(j, sigma);
    }
    return new State(key.at(0, 0), mean, scale, box, Adam.of(d),
        Matrix.tiles(population / 2, 1), FixedPointSum.zeros(d, 0.0, 0),
        NoiseProduct.room(population / 2, d), Scratch.tiles(mine(world), d), Best.NONE);
  }

  @Override
  public Matrix ask(State state, World world) {
    Matrix candidates = state.candidates().matrix();
    new MirroredSample(mirrored(state, mine(world)), candidates).launch(world.device());
    return candidates;
  }

  @Override
  public void pass(State state, Objective objective, Matrix fitness, World world) {
    new MirroredEvaluate(mirrored(state, mine(world)), objective, fitness).launch(world.device());
  }

  @Override
  public State tellPassed(State state, Matrix fitness, World world) {
    return tell(state, fitness, world);
  }

  @Override
  public State tell(State s, Matrix fitness, World world) {
    double largest = weigh(fitness, s.weights());
    FixedPointSum sums = NoiseSum.sums(population / 2, largest, 1, s.sums());
    NoiseSum noise = new NoiseSum(s.key(), s.weights(), 1, sums);
    Shard tiles = world.shard(noise.units(), 1);
    if (world.device().algebra() == null) noise.launch(world.device(), tiles.from(), tiles.to());
    else NoiseProduct.in(s.noise()).add(noise, world.device(), tiles.from(), tiles.to());
    world.blocks().allReduce(sums.memory(), 2L * sums.length(), LongFold.SUM);
    Best best = improved(s, fitness);
    Adam adam = s.adam().next();
    world.device().forEach(s.mean().length(), 10_000, (from, to) -> climb(s, sums, adam, (int) from, (int) to));
    return new State(s.key().at(s.key().generation() + 1, 0), s.mean(), s.scale(), s.box(), adam, s.weights(), sums,
        s.noise(), s.candidates(), best);
  }

  /** In place: a vector more for the gradient or the new mean would count, where d is in the millions. */
  private void climb(State s, FixedPointSum sums, Adam adam, int from, int to) {
    for (int j = from; j < to; j++) {
      double step = adam.step(j, sums.get(j) / (population * sigma), learningRate);
      s.mean().set(j, s.box().clamp(j, s.mean().get(j) + step));
    }
  }

  @Override
  public Best best(State state) {
    return state.best();
  }

  private Mirrored mirrored(State s, Shard candidates) {
    RandomKey first = s.key().at(s.key().generation(), candidates.from() / 2);
    return new Mirrored(first, candidates.size(), s.mean(), s.scale(), s.box());
  }

  /** In the array of the best before, for the same reason. */
  private Best improved(State s, Matrix fitness) {
    long i = Order.best(fitness, 0);
    if (!(fitness.get(i, 0) < s.best().fitness())) return s.best();
    double[] candidate = s.best() == Best.NONE ? new double[s.mean().length()] : s.best().candidate();
    mirrored(s, new Shard(0, population, population)).candidate(i, candidate);
    return new Best(fitness.get(i, 0), candidate);
  }

  /** Writes each pair's difference of centred ranks, which lie in [-0.5, 0.5]; returns the largest magnitude. */
  private double weigh(Matrix fitness, Matrix weights) {
    double[] ranks = Ranking.centred(fitness, 0);
    double largest = 0.0;
    for (int p = 0; p < ranks.length / 2; p++) {
      double weight = ranks[2 * p] - ranks[2 * p + 1];
      weights.set(p, 0, weight);
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
