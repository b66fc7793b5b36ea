package evox.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The result of a task, which may not be there yet.
 *
 * @param <R> its type
 */
public final class Ref<R> {

  private final CompletableFuture<R> future;
  private final String task;

  /** @param task what to call it in an error; not the task itself, whose argument would be kept as long as its result */
  Ref(CompletableFuture<R> future, String task) {
    this.future = future;
    this.task = task;
  }

  /**
   * The result, waited for.
   *
   * @throws TaskFailed if there is none
   */
  public R get() {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * The result, waited for so long.
   *
   * @throws NotReady if it is not there by then; it may be asked for again
   * @throws TaskFailed if there is none
   */
  public R get(Duration timeout) {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NotReady("a result must come within " + timeout.toMillis() / 1000.0 + " s, got none of " + task);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether {@link #get} would return or throw at once. */
  public boolean ready() {
    return future.isDone();
  }

  /**
   * The result as Java's own futures have it; completing it does nothing to the task. What is to follow a result that is not
   * there yet runs on a thread of its own, where it may wait for others.
   */
  public CompletableFuture<R> future() {
    return future.isDone() ? future.copy() : future.thenApplyAsync(Function.identity(), Ref::onItsOwn);
  }

  /** The thread that brings results must not be kept from it. */
  private static void onItsOwn(Runnable follower) {
    Thread.ofVirtual().start(follower);
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("waiting for a result must not be interrupted, got none of " + task, e);
  }
}
