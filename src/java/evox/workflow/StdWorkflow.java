package evox.workflow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Direction;
import evox.core.Fused;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Problem;
import evox.core.Run;
import evox.event.Steps;
import evox.kernel.Objective;
import evox.random.RandomKey;
import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Algorithm, problem and monitors, and the loop over generations: ask, evaluate, tell, watch.
 *
 * <pre>{@code
 * var workflow = new StdWorkflow<>(new PSO(10_000), new Ackley(100));
 * var result = workflow.run(RandomKey.of(42), Stop.generations(200));
 * System.out.println(result.best().fitness());
 * }</pre>
 *
 * @param <S> the algorithm's state
 */
public final class StdWorkflow<S extends Record> {

  /**
   * A run between two generations.
   *
   * @param algorithm the algorithm's state
   * @param key of the problem's noise
   * @param fitness of the last generation, n x m, as the problem gave it
   * @param share the part of it that this rank found: in a world of one the same matrix
   * @param generation how many have been done
   * @param evaluations how many have been done
   * @param begun when, by {@link System#nanoTime}
   * @param <S> the algorithm's state
   */
  public record State<S extends Record>(
      S algorithm, RandomKey key, Matrix fitness, Matrix share, long generation, long evaluations, long begun) {}

  private final Algorithm<S> algorithm;
  private final Problem problem;
  private final List<Monitor> monitors;
  private final World world;
  /** Ended with each generation; null for none. */
  private final Steps steps;

  /** A workflow in this process alone, on all its cores. */
  public StdWorkflow(Algorithm<S> algorithm, Problem problem, Monitor... monitors) {
    this(algorithm, problem, World.alone(), List.of(monitors), null);
  }

  private StdWorkflow(Algorithm<S> algorithm, Problem problem, World world, List<Monitor> monitors, Steps steps) {
    this.algorithm = algorithm;
    this.problem = problem;
    this.world = world;
    this.monitors = monitors;
    this.steps = steps;
  }

  /**
   * The same workflow in a world: of several processes, each of which evaluates its share of the candidates and holds no
   * other where the algorithm allows, or of this one alone on a device of its own. Its bits do not depend on it. Monitors
   * watch on rank 0.
   */
  public StdWorkflow<S> distributed(World other) {
    return new StdWorkflow<>(algorithm, problem, other, monitors, steps);
  }

  /**
   * The same workflow, whose generations are steps of a bus: what is emitted in one, by monitors too, is heard when it has
   * been watched. With those of {@link evox.event.EventBus#lockstep} every process of the world hears the same in every run.
   */
  public StdWorkflow<S> during(Steps steps) {
    return new StdWorkflow<>(algorithm, problem, world, monitors, steps);
  }

  /** The state before the first generation. Of several GPUs of a process this and {@link #step} use the first. */
  public State<S> init(RandomKey key) {
    if (problem instanceof Objective) world.sayIfGpusStayIdle();
    return init(key, Long.MAX_VALUE);
  }

  private State<S> init(RandomKey key, long generations) {
    long begun = System.nanoTime();
    world.requireSameProducts();
    for (Monitor monitor : watching()) monitor.start(new Run(algorithm, problem, key.seed(), generations, world));
    S first = algorithm.init(key, problem, world);
    Matrix fitness = Matrix.tiles(algorithm.population(problem.dimension()), problem.objectives());
    Matrix share = Shares.of(algorithm, problem.dimension(), world).shareOf(fitness);
    return new State<>(first, key.fold(1), fitness, share, 0, 0, begun);
  }

  /** Does one generation. The state passed in is spent. */
  public State<S> step(State<S> state) {
    Step<S> done = advance(state);
    for (Monitor monitor : watching()) monitor.generation(done.seen());
    if (steps != null) steps.end();
    return done.state();
  }

  /** Runs until one of the criteria is met. */
  public Result<S> run(RandomKey key, Stop... stops) {
    if (stops.length == 0) throw new IllegalArgumentException("a run needs a criterion to stop, got none");
    // A problem of somebody's own may not be such that several threads can evaluate it.
    if (!(problem instanceof Objective) || !world.hasSeveralGpus()) return runHere(key, stops);
    return world.onEachGpu(each -> on(each).runHere(key, stops));
  }

  private StdWorkflow<S> on(World each) {
    return each == world ? this
        : new StdWorkflow<>(algorithm, problem, each, monitors, each.rank() == 0 ? steps : null);
  }

  private Result<S> runHere(RandomKey key, Stop... stops) {
    long most = Long.MAX_VALUE;
    for (Stop stop : stops) most = Math.min(most, stop.generations());
    Run run = new Run(algorithm, problem, key.seed(), most, world);
    State<S> state = init(key, most);
    while (true) {
      Step<S> done = advance(state);
      state = done.state();
      Generation seen = done.seen();
      for (Monitor monitor : watching()) monitor.generation(seen);
      if (steps != null) steps.end();
      if (!reached(stops, run, seen)) continue;
      for (Monitor monitor : monitors) monitor.gather(state.algorithm(), world);
      for (Monitor monitor : watching()) monitor.end(seen);
      return new Result<>(seen.best(), seen.number(), seen.evaluations(), seen.seconds(), state.algorithm());
    }
  }

  private List<Monitor> watching() {
    return world.rank() == 0 ? monitors : List.of();
  }

  /** What rank 0 says, where there may be two opinions: a criterion of time may be met there and not yet elsewhere. */
  private boolean reached(Stop[] stops, Run run, Generation seen) {
    boolean alike = world.size() == 1 || Arrays.stream(stops).allMatch(Stop::isSelfEvident);
    boolean reached = false;
    if (alike || world.rank() == 0) for (Stop stop : stops) reached |= stop.reached(run, seen);
    if (alike) return reached;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment word = arena.allocateFrom(JAVA_BYTE, (byte) (reached ? 1 : 0));
      world.communicator().broadcast(word, 0);
      return word.get(JAVA_BYTE, 0) != 0;
    }
  }

  private record Step<S extends Record>(State<S> state, Generation seen) {}

  private Step<S> advance(State<S> state) {
    boolean minimise = problem.direction() == Direction.MINIMISE;
    Shares shares = Shares.of(algorithm, problem.dimension(), world);
    Matrix fitness = state.fitness();
    Matrix candidates = null;
    S next;
    if (minimise && runsFused()) {
      Fused<S> fused = (Fused<S>) algorithm;
      shares.pass(fused, state.algorithm(), (Objective) problem, state.share(), fitness);
      next = fused.tellPassed(state.algorithm(), fitness, world);
    } else {
      Matrix asked = algorithm.ask(state.algorithm(), world);
      shares.evaluate(problem, asked, state.share(), fitness, state.key().at(state.generation(), 0));
      candidates = showsCandidates() ? shares.gather(asked) : null;
      next = minimise ? algorithm.tell(state.algorithm(), fitness, world) : tellNegated(state.algorithm(), fitness);
    }
    long evaluations = state.evaluations() + algorithm.population(problem.dimension());
    long number = state.generation() + 1;
    Best best = algorithm.best(next);
    Best shown = minimise || best == Best.NONE ? best : new Best(-best.fitness(), best.candidate());
    double seconds = (System.nanoTime() - state.begun()) * 1e-9;
    return new Step<>(new State<>(next, state.key(), fitness, state.share(), number, evaluations, state.begun()),
        new Generation(number, evaluations, candidates, fitness, shown, next, seconds));
  }

  /** Whether a generation is one pass over memory; its bits are the same as those of the separate steps. */
  private boolean runsFused() {
    return algorithm instanceof Fused<S> && problem instanceof Objective && problem.objectives() == 1
        && !showsCandidates();
  }

  private boolean showsCandidates() {
    for (Monitor monitor : monitors) if (monitor.needsCandidates()) return true;
    return false;
  }

  private S tellNegated(S state, Matrix fitness) {
    try (Matrix negated = Matrix.tiles(fitness.rows(), fitness.columns())) {
      for (long i = 0; i < fitness.rows(); i++) {
        for (int j = 0; j < fitness.columns(); j++) negated.set(i, j, -fitness.get(i, j));
      }
      return algorithm.tell(state, negated, world);
    }
  }
}
