package evox.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a worker: one for each batch that runs, and one for each actor. */
final class TaskRunner implements AutoCloseable {

  /** A batch is made to take a tenth of this; one that takes longer holds a task that takes long. */
  private static final long CUT_NANOS = 10 * Scheduler.BATCH_NANOS;

  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor cutter;
  private final Map<Long, ActorThread> actors = new ConcurrentHashMap<>();

  TaskRunner() {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    ThreadFactory ours = body -> {
      Thread thread = new Thread(body, "evox-pool-worker");
      thread.setDaemon(true);
      thread.setContextClassLoader(program);
      return thread;
    };
    // What comes when the worker has been closed is nobody's any more.
    threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), ours,
        new ThreadPoolExecutor.DiscardPolicy());
    cutter = new ScheduledThreadPoolExecutor(1, ours, new ThreadPoolExecutor.DiscardPolicy());
    cutter.setRemoveOnCancelPolicy(true);
  }

  void run(Batch batch) {
    if (batch.size() == 1) {
      threads.execute(batch);
      return;
    }
    threads.execute(() -> {
      Future<?> cut = cutter.schedule(batch::cut, CUT_NANOS, TimeUnit.NANOSECONDS);
      batch.run();
      cut.cancel(false);
    });
  }

  /** The actor of this number, made at its first call. */
  ActorThread actor(long number) {
    return actors.computeIfAbsent(number, n -> new ActorThread(threads));
  }

  /** Ends an actor after its last call. */
  void end(long number) {
    ActorThread actor = actors.remove(number);
    if (actor != null) actor.end();
  }

  @Override
  public void close() {
    actors.keySet().forEach(this::end);
    cutter.shutdownNow();
    threads.shutdown();
  }
}
