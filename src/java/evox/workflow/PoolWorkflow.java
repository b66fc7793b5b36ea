package evox.workflow;

import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Direction;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Problem;
import evox.core.Run;
import evox.event.Steps;
import evox.pool.Actor;
import evox.pool.Here;
import evox.pool.Pool;
import evox.pool.Ref;
import evox.pool.Resources;
import evox.pool.Tolerance;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The loop over generations, driven by this process and evaluated by workers of a pool. Each worker makes the candidates
 * by itself and evaluates its share; the wire carries their fitness, there and back. The workers go on to the next
 * generation while this process tells its own state and its monitors of the last. The bits are those of
 * {@link StdWorkflow}.
 *
 * <pre>{@code
 * try (Pool pool = Pool.processes(4)) {
 *   var workflow = new PoolWorkflow<>(new PSO(100), problem, 4, Resources.cores(1)).on(pool);
 *   var result = workflow.run(RandomKey.of(42), Stop.generations(200));
 * }
 * }</pre>
 *
 * @param <S> the algorithm's state
 */
public final class PoolWorkflow<S extends Record> {

  private final Algorithm<S> algorithm;
  private final Problem problem;
  private final int workers;
  private final Resources each;
  private final List<Monitor> monitors;
  private final Runnable endOfStep;
  private final Pool pool;

  /**
   * A workflow over threads of this process.
   *
   * @param workers how many share a generation
   * @param each what each of them holds; its cores are the threads that it evaluates with, and what is built for GPUs runs
   *     on the first of its GPUs
   */
  public PoolWorkflow(Algorithm<S> algorithm, Problem problem, int workers, Resources each, Monitor... monitors) {
    this(algorithm, problem, workers, each, List.of(monitors), () -> {}, null);
    if (workers < 1) throw new IllegalArgumentException("number of workers must be 1 or more, got workers=" + workers);
  }

  private PoolWorkflow(Algorithm<S> algorithm, Problem problem, int workers, Resources each, List<Monitor> monitors,
      Runnable endOfStep, Pool pool) {
    this.algorithm = algorithm;
    this.problem = problem;
    this.workers = workers;
    this.each = each;
    this.monitors = monitors;
    this.endOfStep = endOfStep;
    this.pool = pool;
  }

  /**
   * The same workflow over the workers of a pool. Algorithm and problem must be able to travel to them: all that come
   * with this library are, as are records and functions of the program that capture only such (see {@link evox.codec}).
   * For workers that are lost the fitness of all generations is kept.
   */
  public PoolWorkflow<S> on(Pool other) {
    return new PoolWorkflow<>(algorithm, problem, workers, each, monitors, endOfStep, other);
  }

  /**
   * The same workflow, whose generations are steps of a bus of this process: what is emitted in one, by monitors too, is
   * heard when it has been watched. The workers may have begun the next by then.
   */
  public PoolWorkflow<S> during(Steps steps) {
    return new PoolWorkflow<>(algorithm, problem, workers, each, monitors, steps::end, pool);
  }

  /**
   * Runs until one of the criteria is met.
   *
   * @throws evox.pool.TaskFailed if an evaluation failed
   */
  public Result<S> run(RandomKey key, Stop... stops) {
    if (stops.length == 0) throw new IllegalArgumentException("a run needs a criterion to stop, got none");
    if (pool != null) return run(pool, key, List.of(stops));
    try (Pool local = Pool.local(each.times(workers))) {
      return run(local, key, List.of(stops));
    }
  }

  private Result<S> run(Pool on, RandomKey key, List<Stop> stops) {
    int threads = Math.max(1, (int) each.cores());
    Algorithm<S> travelling = algorithm;
    Problem evaluated = problem;
    List<Actor<Evaluator<S>>> actors = new ArrayList<>();
    try {
      for (int w = 0; w < workers; w++) {
        actors.add(on.actor((Here here) -> new Evaluator<>(travelling, evaluated, key,
            Device.cpu(threads).withGpus(here.gpus())), Tolerance.ENDLESS, each));
      }
      return new Loop(actors, key, stops).run();
    } finally {
      actors.forEach(Actor::close);
    }
  }

  /** One run. */
  private final class Loop {

    private final World world = World.alone();
    private final long population = algorithm.population(problem.dimension());
    private final long begun = System.nanoTime();
    private final List<double[]> history = new ArrayList<>();
    private final List<Actor<Evaluator<S>>> actors;
    private final List<Stop> stops;
    private final long most;
    private final Run run;
    private S state;

    Loop(List<Actor<Evaluator<S>>> actors, RandomKey key, List<Stop> stops) {
      this.actors = actors;
      this.stops = stops;
      this.most = stops.stream().mapToLong(Stop::generations).min().orElseThrow();
      this.run = new Run(algorithm, problem, key.seed(), most, world);
      for (Monitor monitor : monitors) monitor.start(run);
      this.state = algorithm.init(key, problem, world);
    }

    Result<S> run() {
      List<Ref<Evaluator.Share>> underway = send(0);
      for (long g = 0;; g++) {
        Matrix candidates = algorithm.ask(state, world);
        Matrix shown = monitors.stream().anyMatch(Monitor::needsCandidates) ? candidates.copy() : null;
        history.add(receive(underway, g));
        // Before anything else is done with the answer: the workers need not wait for it.
        if (g + 1 < most) underway = send(g + 1);
        Generation seen = tell(shown, g);
        for (Monitor monitor : monitors) monitor.generation(seen);
        endOfStep.run();
        if (stops.stream().noneMatch(stop -> stop.reached(run, seen))) continue;
        for (Monitor monitor : monitors) monitor.gather(state, world);
        for (Monitor monitor : monitors) monitor.end(seen);
        return new Result<>(seen.best(), seen.number(), seen.evaluations(), seen.seconds(), state);
      }
    }

    private List<Ref<Evaluator.Share>> send(long generation) {
      List<Ref<Evaluator.Share>> refs = new ArrayList<>();
      for (int w = 0; w < workers; w++) refs.add(send(w, generation, Math.max(0, generation - 1)));
      return refs;
    }

    /** @param since the first generation whose fitness goes along */
    private Ref<Evaluator.Share> send(int worker, long generation, long since) {
      List<double[]> known = List.copyOf(history.subList((int) since, (int) generation));
      return actors.get(worker).call(Evaluator::evaluate,
          new Evaluator.Part(generation, start(worker), start(worker + 1), known));
    }

    private long start(int worker) {
      return population / workers * worker + Math.min(worker, population % workers);
    }

    private double[] receive(List<Ref<Evaluator.Share>> refs, long generation) {
      double[] all = new double[Math.toIntExact(population * problem.objectives())];
      for (int w = 0; w < workers; w++) {
        Evaluator.Share share = refs.get(w).get();
        // Started again after a loss, perhaps more than once.
        while (share.values() == null) share = send(w, generation, share.generation()).get();
        System.arraycopy(share.values(), 0, all, (int) start(w) * problem.objectives(), share.values().length);
      }
      return all;
    }

    private Generation tell(Matrix candidates, long generation) {
      double[] values = history.get((int) generation);
      state = algorithm.tell(state, Evaluator.minimised(values, problem), world);
      Best best = algorithm.best(state);
      boolean minimise = problem.direction() == Direction.MINIMISE;
      Best shown = minimise || best == Best.NONE ? best : new Best(-best.fitness(), best.candidate());
      return new Generation(generation + 1, (generation + 1) * population, candidates, given(values), shown, state,
          (System.nanoTime() - begun) * 1e-9);
    }

    private Matrix given(double[] values) {
      int m = problem.objectives();
      Matrix fitness = Matrix.tiles(population, m);
      for (int k = 0; k < values.length; k++) fitness.set(k / m, k % m, values[k]);
      return fitness;
    }
  }
}
