import module evox.spmd;

/**
 * Looks for the structure of lowest energy of so many atoms, the way one does where an energy is expensive: a Gaussian
 * process learns from the energies found so far, candidates are relaxed in what it has learnt, and of each few only the
 * most promising one is relaxed in the true potential. {@code run LennardJones.java 13 [SEED [THREADS]]}.
 *
 * <p>As in Bisbo, Hammer: Efficient global structure optimization with a machine-learned surrogate model. 2020.
 * doi:10.1103/PhysRevLett.124.086102. Walkers accept as in basin hopping: Wales, Doye. 1997. doi:10.1021/jp970984n
 */
void main(String[] arguments) {
  int atoms = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 13;
  RandomKey key = RandomKey.of(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
  int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : Runtime.getRuntime().availableProcessors();
  var problem = new evox.problem.LennardJones(atoms);
  // What others have found stands in as the criterion to stop; a size nobody has listed runs to the last generation.
  double target = problem.optimum().orElse(Double.NEGATIVE_INFINITY) + 1e-6;
  try (Pool pool = Pool.local(threads)) {
    search(pool, problem, atoms, target, key);
  }
}

final int WALKERS = 8;
final int CANDIDATES_A_WALKER = 3;
final int MOST_GENERATIONS = 20_000;

/** In units of the depth of a pair's potential, over Boltzmann's constant. */
final double TEMPERATURE = 0.8;

/** Generations without a lower energy after which a walker starts anew. */
final int PATIENCE = 80;

/**
 * A walk from minimum to minimum.
 *
 * @param lowest energy it has seen
 * @param waited generations since
 */
record Walker(double[] x, double energy, double lowest, int waited) {}

void search(Pool pool, Differentiable truth, int atoms, double target, RandomKey key) {
  long begun = System.nanoTime();
  var coarse = new ParallelRelaxation(new LBFGS(10, 1e-2, 0.3, 200));
  var exact = new ParallelRelaxation(new LBFGS(10, 1e-5, 0.3, 1000));
  var model = new Model();
  Walker[] walkers = new Walker[WALKERS];
  double lowest = Double.POSITIVE_INFINITY;
  long evaluations = 0;
  for (int g = 0; g < MOST_GENERATIONS && !(lowest < target); g++) {
    List<double[]> candidates = collector(walkers, atoms).collect(pool, positions(walkers), key.at(g, 0));
    if (model.isReady()) {
      SurrogatePotential potential = model.potential();
      candidates = coarse.relax(pool, potential, candidates).stream().map(Minimum::x).toList();
      candidates = mostPromising(pool, potential, candidates);
    } else {
      candidates = candidates.subList(0, WALKERS);
    }
    List<Minimum> minima = exact.relax(pool, truth, candidates);
    for (int w = 0; w < WALKERS; w++) {
      Minimum minimum = minima.get(w);
      evaluations += minimum.evaluations();
      if (!minimum.converged()) continue;
      model.add(candidates.get(w), truth);
      model.add(minimum.x(), truth);
      walkers[w] = moved(walkers[w], minimum, key.fold(1).at(g, w).uniform(0));
      if (!(minimum.value() < lowest - 1e-6)) continue;
      lowest = minimum.value();
      System.err.printf(Locale.ROOT, "generation %d: %.6f, %d energies, %.1f s%n", g, lowest, evaluations,
          (System.nanoTime() - begun) * 1e-9);
    }
    model.learn(pool, key.fold(2).at(g, 0));
  }
  IO.println(String.format(Locale.ROOT, "%d atoms: %.6f with %d energies and gradients", atoms, lowest, evaluations));
}

/** A few rattled structures for each walker, candidate i for walker i % WALKERS; random ones before there are any. */
ParallelCollector collector(Walker[] walkers, int atoms) {
  Generator random = new RandomCluster(atoms, 1.5, 0.9);
  List<ParallelCollector.Share> shares = new ArrayList<>();
  for (int k = 0; k < CANDIDATES_A_WALKER; k++) {
    for (Walker walker : walkers) {
      boolean begins = walker == null || walker.waited > PATIENCE;
      shares.add(new ParallelCollector.Share(begins ? random : new Rattle(0.4), 1));
    }
  }
  return new ParallelCollector(shares);
}

List<double[]> positions(Walker[] walkers) {
  return Arrays.stream(walkers).map(walker -> walker == null ? new double[0] : walker.x).toList();
}

/** For each walker the candidate whose energy may be lowest: two standard deviations below what is expected. */
List<double[]> mostPromising(Pool pool, SurrogatePotential potential, List<double[]> candidates) {
  List<Double> hopes = pool.map((double[] x) ->
      potential.evaluateWithGradient(x, new double[x.length]) - 2 * potential.deviation(x), candidates);
  List<double[]> chosen = new ArrayList<>();
  for (int w = 0; w < WALKERS; w++) {
    int best = w;
    for (int i = w; i < candidates.size(); i += WALKERS) if (hopes.get(i) < hopes.get(best)) best = i;
    chosen.add(candidates.get(best));
  }
  return chosen;
}

/** The walker after a minimum was found, by Metropolis's rule. */
Walker moved(Walker walker, Minimum to, double chance) {
  if (walker == null || walker.waited > PATIENCE) return new Walker(to.x(), to.value(), to.value(), 0);
  boolean lower = to.value() < walker.lowest - 1e-6;
  boolean accepts = chance < Elementary.exp((walker.energy - to.value()) / TEMPERATURE);
  return new Walker(accepts ? to.x() : walker.x, accepts ? to.value() : walker.energy,
      lower ? to.value() : walker.lowest, lower ? 0 : walker.waited + 1);
}

/** What the energies so far tell of the others: a Gaussian process on the distances between atoms. */
static final class Model {

  /** From so many observations on, they are seen through a hundred of them. */
  private static final int SPARSE = 128;
  private static final int MOST = 600;
  private static final Hyperparameters LEAST = new Hyperparameters(1e-2, 0.1, 1e-6);
  private static final Hyperparameters LARGEST = new Hyperparameters(1e6, 1e3, 10);

  private final RadialFingerprint descriptor = new RadialFingerprint(0.8, 5, 43, 0.1);
  private final Repulsion repulsion = new Repulsion(0.9);
  private final HyperparameterSearch hyperparameters =
      new HyperparameterSearch(4, LEAST, LARGEST, new LBFGS(10, 1e-2, 2, 30));
  private final Deque<double[]> points = new ArrayDeque<>();
  private final Deque<Double> values = new ArrayDeque<>();
  private Hyperparameters present = new Hyperparameters(100, 10, 1e-3);
  private Posterior posterior;
  private int next = 16;

  boolean isReady() {
    return posterior != null;
  }

  SurrogatePotential potential() {
    return new SurrogatePotential(descriptor, repulsion, posterior);
  }

  /** Remembers a structure that holds together, and forgets the oldest. */
  void add(double[] x, Differentiable truth) {
    double[] gradient = new double[x.length];
    double energy = truth.evaluateWithGradient(x, gradient);
    if (!(energy < 0)) return;
    points.add(descriptor.describe(x));
    values.add(energy - repulsion.evaluateWithGradient(x, gradient));
    if (points.size() <= MOST) return;
    points.remove();
    values.remove();
  }

  /** Learns from all it remembers; looks for new hyper-parameters whenever there are twice as many observations. */
  void learn(Pool pool, RandomKey key) {
    if (points.isEmpty()) return;
    var data = new Observations(points.toArray(double[][]::new), values.stream().mapToDouble(v -> v).toArray());
    Regression regression = points.size() < SPARSE ? new GaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL)
        : new SparseGaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL, 100);
    if (points.size() >= next) {
      next = 2 * points.size();
      present = hyperparameters.likeliest(pool, regression, data, present, key);
    }
    posterior = regression.posterior(data, present);
  }
}
