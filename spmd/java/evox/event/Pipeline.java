package evox.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A program made of middleware, run in steps: all parts forward in their order, all parts backward in the reverse order,
 * then a new context. It ends after so many steps, or when any process of its bus finishes: the processes make their
 * pipelines in the same order, each for itself.
 *
 * <pre>{@code
 * try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
 *   pipeline.use(context -> context.set("loss", train()));
 *   pipeline.use(context -> { if (context.get("loss", 1.0) < 1e-3) pipeline.finish(); });
 *   pipeline.run(1000);
 * }
 * }</pre>
 *
 * @param <C> what the parts of a step share
 */
public final class Pipeline<C> implements AutoCloseable {

  /** How soon a listener's failure ends a step that waits for its parts. */
  private static final long CHECK_MILLIS = 20;

  private final EventBus bus;
  private final UnaryOperator<C> renew;
  private final long number;
  private final List<Middleware<C>> parts = new ArrayList<>();
  private ExecutorService threads;
  private C context;
  private volatile boolean told;

  /**
   * A program without parts yet.
   *
   * @param first the context of the first step
   * @param renew makes the context of a step from that of the step before
   */
  public Pipeline(EventBus bus, C first, UnaryOperator<C> renew) {
    this.bus = bus;
    this.context = first;
    this.renew = renew;
    this.number = bus.finishes().begin();
  }

  /** One whose parts share values by name. */
  public static Pipeline<Context> of(EventBus bus) {
    return new Pipeline<>(bus, Context.first(), Context::renew);
  }

  /** Adds a part, after those that there are. */
  public Pipeline<C> use(Middleware<C> part) {
    parts.add(part);
    return this;
  }

  /** Adds a part of two halves. */
  public Pipeline<C> use(Middleware.Half<C> forward, Middleware.Half<C> backward) {
    return use(Middleware.of(forward, backward));
  }

  /**
   * From now on the parts of a step go forward at the same time, on so many threads, and events are heard as they come.
   * Otherwise they go one after the other, and events are heard at the ends of steps.
   */
  public Pipeline<C> asynchronous(int count) {
    if (threads != null) throw new IllegalStateException("a pipeline must be made asynchronous once, got a second time");
    threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().name("evox-pipeline-", 0).factory());
    return this;
  }

  /**
   * Does steps until there were so many, or somebody finishes.
   *
   * @throws ListenerFailed if a listener throws
   * @throws Exception what a part throws
   */
  public void run(long steps) throws Exception {
    if (steps < 1) throw new IllegalArgumentException("a pipeline must run for 1 step or more, got steps=" + steps);
    if (parts.isEmpty()) return;
    try (Steps ends = threads == null ? bus.steps() : new AsTheyCome(bus)) {
      for (long step = 0; ; step++) {
        forward();
        for (Middleware<C> part : parts.reversed()) part.backward(context);
        ends.end();
        if (isFinished() || step == steps - 1) return;
        context = renew.apply(context);
      }
    }
  }

  /** Events are heard by themselves: a step only ends with what they have failed. */
  private record AsTheyCome(EventBus bus) implements Steps {

    @Override
    public void end() {
      bus.check();
    }

    @Override
    public void close() {}
  }

  private void forward() throws Exception {
    if (threads == null) {
      for (Middleware<C> part : parts) part.forward(context);
      return;
    }
    var done = new ExecutorCompletionService<Void>(threads);
    for (Middleware<C> part : parts) {
      done.submit(() -> {
        part.forward(context);
        return null;
      });
    }
    for (int left = parts.size(); left > 0; ) {
      Future<Void> one = done.poll(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      bus.check();
      if (one == null) continue;
      left--;
      try {
        one.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) throw cause;
        throw e;
      }
    }
  }

  /** The context of the step that runs, or ran last. */
  public C context() {
    return context;
  }

  /** Whether some process has finished. */
  public boolean isFinished() {
    return told || bus.finishes().has(number);
  }

  /** Ends the pipeline of every process after the step that it does; may be called by any thread. */
  public synchronized void finish() {
    if (told) return;
    told = true;
    bus.finishes().tell(bus, number);
  }

  /** Finishes, also for all others. */
  @Override
  public void close() {
    if (threads != null) threads.shutdownNow();
    finish();
  }
}
