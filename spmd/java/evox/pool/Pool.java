package evox.pool;

import evox.codec.Codec;
import evox.store.ObjectStore;
import evox.store.StoreSettings;
import evox.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Workers that run tasks for this process, the head. Results do not depend on how many workers there are nor on which ran
 * what: a task sees its argument, what it captures, the replica's version and its place in the call, all of which are
 * known when it is submitted.
 *
 * <pre>{@code
 * try (Pool pool = Pool.local(4)) {
 *   List<Integer> squares = pool.map(x -> x * x, List.of(0, 1, 2, 3));
 * }
 * }</pre>
 */
public final class Pool implements AutoCloseable {

  private final Head head;
  private final Resources demand;
  private final Tolerance tolerance;

  Pool(Head head) {
    this(head, Resources.cores(1), Tolerance.TASKS);
  }

  private Pool(Head head, Resources demand, Tolerance tolerance) {
    this.head = head;
    this.demand = demand;
    this.tolerance = tolerance;
  }

  /** So many threads of this process: one worker, to which all is handed over as it is. */
  public static Pool local(int threads) {
    if (threads < 1) throw new IllegalArgumentException("number of threads must be 1 or more, got threads=" + threads);
    return local(Resources.cores(threads));
  }

  /** Threads of this process, as many as there is room for tasks. */
  public static Pool local(Resources resources) {
    Scheduler scheduler = new Scheduler(System.err::println);
    ObjectStore store = ObjectStore.open(StoreSettings.ofThisMachine());
    LocalWorker worker = new LocalWorker(resources, store);
    scheduler.join(worker);
    return new Pool(new Head(scheduler, null, store, 0, worker::close));
  }

  /** So many processes of this machine, with a core each; returns when they are there. They end with this process. */
  public static Pool processes(int workers) {
    return open(PoolSettings.processes(workers));
  }

  /**
   * Processes of this machine and of others; returns when those are there that it starts itself. Others are started
   * elsewhere with {@code EVOX_POOL=host:port}, the same token and the same program; they come and go as they like.
   *
   * @throws IllegalStateException if not all of the processes come within the patience, or as soon as they can't any more
   */
  public static Pool open(PoolSettings settings) {
    Codec codec = Codec.ofThisProgram();
    Scheduler scheduler = new Scheduler(settings.say());
    scheduler.promise(settings.each());
    Crew crew = new Crew(settings, scheduler, codec);
    Staff staff = new Staff(settings, crew, scheduler);
    crew.open();
    Pool pool = new Pool(new Head(scheduler, codec, crew.store(), crew.port(), () -> {
      crew.close();
      staff.close();
    }));
    try {
      staff.start();
      pool.await(settings.workers(), settings.patience());
      staff.opened();
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return pool;
  }

  /**
   * The processes of a world as a pool: rank 0 does something with it, all others work for it and return when that is
   * done. All ranks call this. A world of one works with threads. A rank that is lost ends the world.
   *
   * @param each what each rank has
   */
  public static void of(World world, Resources each, Consumer<Pool> head) {
    WorldPool.run(world, each, head);
  }

  /** At which port workers from outside come in; 0 for threads of this process. */
  public int port() {
    return head.port();
  }

  /**
   * Waits until so many workers are there.
   *
   * @throws IllegalStateException if they are not within the time
   */
  public void await(int workers, Duration timeout) {
    if (head.await(workers, timeout.toNanos())) return;
    throw new IllegalStateException(workers + " workers must come within " + timeout.toSeconds() + " s, got "
        + head.present());
  }

  /** This process's part in the store, for what tasks share; they open it with {@link Here#store()}. */
  public ObjectStore store() {
    return head.store();
  }

  /** The same pool, with tasks that hold this while they run; one core until something else is said. */
  public Pool with(Resources each) {
    if (each.equals(Resources.NONE)) {
      throw new IllegalArgumentException("a task must hold something, or all would run at once, got " + each);
    }
    return new Pool(head, each, tolerance);
  }

  /** The same pool, with another tolerance of lost workers; {@link Tolerance#TASKS} until something else is said. */
  public Pool with(Tolerance other) {
    return new Pool(head, demand, other);
  }

  /** How many workers there are now. */
  public int workers() {
    return head.workers().size();
  }

  /**
   * Submits a task; returns at once.
   *
   * @throws IllegalArgumentException if it can't travel to the workers, or none has what it holds
   */
  public <A, R> Ref<R> submit(Task<A, R> task, A argument) {
    return submit(body(task), argument, null);
  }

  /** Submits a task that asks where it is. */
  public <A, R> Ref<R> submit(PlacedTask<A, R> task, A argument) {
    return submit(body(task), argument, null);
  }

  <R> Ref<R> submit(Body body, Object argument, Version version) {
    List<Object> one = new ArrayList<>();
    one.add(argument);
    return Head.ref(head.submit(body, one, demand, tolerance.retries(), version).get(0));
  }

  /**
   * Runs a task for each argument; the results are in their order.
   *
   * @throws TasksFailed if some failed, when all have ended
   */
  public <A, R> List<R> map(Task<? super A, ? extends R> task, List<A> arguments) {
    return map(body(task), arguments, null);
  }

  /** Runs a task that asks where it is for each argument. */
  public <A, R> List<R> map(PlacedTask<? super A, ? extends R> task, List<A> arguments) {
    return map(body(task), arguments, null);
  }

  <R> List<R> map(Body body, List<?> arguments, Version version) {
    return results(head.submit(body, arguments, demand, tolerance.retries(), version));
  }

  /** Runs a task once at each worker that is there now. */
  public <A, R> List<R> each(PlacedTask<A, R> task, A argument) {
    return each(body(task), argument, null);
  }

  <R> List<R> each(Body body, Object argument, Version version) {
    return results(head.each(body, argument, demand, version));
  }

  /** An actor that is lost with its worker, and whose calls run at most once; it holds nothing. */
  public <T> Actor<T> actor(Actor.Start<T> start) {
    return actor(start, Tolerance.NONE, Resources.NONE);
  }

  /** An actor that holds nothing. */
  public <T> Actor<T> actor(Actor.Start<T> start, Tolerance lost) {
    return actor(start, lost, Resources.NONE);
  }

  /** An actor: a state that lives at one worker, made there by its first call. It holds this until it is closed. */
  public <T> Actor<T> actor(Actor.Start<T> start, Tolerance lost, Resources held) {
    return actor((Here here) -> start.start(), lost, held);
  }

  /** An actor whose start asks where it is. */
  public <T> Actor<T> actor(Actor.PlacedStart<T> start, Tolerance lost, Resources held) {
    Body body = (state, argument, here) -> start.start(here);
    return new Actor<>(head, head.actor(body, held, lost.restarts()), lost.retries());
  }

  /** A value that all workers see. */
  public <V extends Record> Replica<V> replica(V first) {
    return new Replica<>(this, head, first);
  }

  private static <R> List<R> results(List<Work> works) {
    SortedMap<Integer, Throwable> failures = new TreeMap<>();
    List<R> results = new ArrayList<>(works.size());
    for (int i = 0; i < works.size(); i++) {
      try {
        results.add(Pool.<R>value(works.get(i)));
      } catch (CompletionException e) {
        failures.put(i, e.getCause());
      }
    }
    if (!failures.isEmpty()) throw new TasksFailed(failures, works.size());
    return results;
  }

  @SuppressWarnings("unchecked")
  private static <R> R value(Work work) {
    return (R) work.future().join();
  }

  @SuppressWarnings("unchecked")
  private static <A, R> Body body(Task<A, R> task) {
    return (state, argument, here) -> task.apply((A) argument);
  }

  @SuppressWarnings("unchecked")
  private static <A, R> Body body(PlacedTask<A, R> task) {
    return (state, argument, here) -> task.apply((A) argument, here);
  }

  /** Ends the pool and what it started; tasks that have not ended fail. */
  @Override
  public void close() {
    head.close();
  }
}
