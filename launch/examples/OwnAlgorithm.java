import module evox.spmd;

/**
 * An algorithm of one's own: an evolution strategy that keeps its best and widens or narrows its steps as it succeeds.
 * Run it with {@code java -jar target/evox-spmd.jar run OwnAlgorithm.java}.
 */
void main() {
  Monitor console = new ConsoleMonitor();
  var result = new StdWorkflow<>(new OnePlusN(32, 1.0), new Rosenbrock(5), console)
      .run(RandomKey.of(1), Stop.target(1e-6), Stop.generations(10_000));
  IO.println(result.best().fitness() + " after " + result.generations() + " generations");
}

/**
 * (1 + n), with steps that follow the success rate.
 *
 * <p>Kern, Mueller, Hansen, Bueche, Ocenasek, Koumoutsakos: Learning probability distributions in continuous
 * evolutionary algorithms. 2004. doi:10.1023/B:NACO.0000023416.59689.4e
 */
record OnePlusN(long population, double firstStep) implements Algorithm<OnePlusN.State> {

  record State(RandomKey key, double step, Matrix candidates, double[] parent, Best best) {}

  @Override
  public long population(int dimension) {
    return population;
  }

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    Bounds bounds = problem.bounds().requireFinite("OnePlusN");
    double[] middle = new double[bounds.dimension()];
    Arrays.setAll(middle, j -> 0.5 * bounds.lower(j) + 0.5 * bounds.upper(j));
    return new State(key.at(0, 0), firstStep, Matrix.tiles(population, middle.length), middle, Best.NONE);
  }

  @Override
  public Matrix ask(State state, World world) {
    for (long i = 0; i < population; i++) {
      RandomKey mine = state.key.at(state.key.generation(), i);
      for (int j = 0; j < state.parent.length; j++) {
        state.candidates.set(i, j, Math.fma(state.step, mine.normal(j), state.parent[j]));
      }
    }
    return state.candidates;
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    Best best = state.best.or(state.candidates, fitness);
    boolean better = best != state.best;
    return new State(state.key.at(state.key.generation() + 1, 0), state.step * (better ? 1.5 : 0.9), state.candidates,
        better ? best.candidate() : state.parent, best);
  }

  @Override
  public Best best(State state) {
    return state.best;
  }
}
