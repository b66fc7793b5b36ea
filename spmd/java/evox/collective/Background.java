package evox.collective;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one thread of a process that communicates while others compute. It does what was started in the order in which it
 * was started, so that all ranks agree on what comes next; it ends by itself when idle.
 */
final class Background {

  private final Liveness liveness;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Thread thread;
  private ThreadPoolExecutor executor;
  /** What was started last; null before the first. */
  private volatile CompletableFuture<Void> last;

  Background(Liveness liveness) {
    this.liveness = liveness;
  }

  /** Does work after all that was started before. */
  synchronized Pending start(Runnable work) {
    if (last == null) {
      executor = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
      last = CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> started = last.handle((nothing, thrown) -> null).thenRunAsync(() -> run(work), executor);
    last = started;
    return new Pending() {
      @Override
      public boolean isDone() {
        return started.isDone();
      }

      @Override
      public void await() {
        liveness.waits(true);
        try {
          started.join();
        } catch (CompletionException e) {
          failure.compareAndSet(e.getCause(), null);
          throw unchecked(e.getCause());
        } finally {
          liveness.waits(false);
        }
      }
    };
  }

  private Thread thread(Runnable body) {
    thread = new Thread(body, "evox-communication");
    thread.setDaemon(true);
    return thread;
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /** Whether this is its thread. */
  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  /** Waits for all that was started before; throws what went wrong there, if nobody has been told yet. */
  void settle() {
    if (last == null) return;
    if (!last.isDone()) last.handle((nothing, thrown) -> null).join();
    Throwable thrown = failure.get() == null ? null : failure.getAndSet(null);
    if (thrown != null) throw unchecked(thrown);
  }

  synchronized void close() {
    if (executor != null) executor.shutdown();
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) throw error;
    return (RuntimeException) thrown;
  }
}
