package evox.pool;

import java.io.Serializable;
import java.util.List;

/**
 * A value that all workers of a pool see. Tasks see the version that was there when they were submitted, whenever they
 * run. When it is set, only the components that have changed travel, with the next task that needs them: to another machine
 * once, but for what is no longer than it takes to say so. What has been set must not be changed any more.
 *
 * @param <V> the value, a record
 */
public final class Replica<V extends Record> {

  /**
   * A function of the value and an argument.
   *
   * @param <V> the value
   * @param <A> what it takes
   * @param <R> what it returns
   */
  @FunctionalInterface
  public interface Sight<V, A, R> extends Serializable {
    R apply(V value, A argument, Here here) throws Exception;
  }

  private final Pool pool;
  private final Head head;
  private Version version;
  private long number;

  Replica(Pool pool, Head head, V first) {
    this.pool = pool;
    this.head = head;
    this.version = Version.first(head.name(), first, head.codec(), head.store());
  }

  /** Gives it another value, for the tasks that are submitted from now on. */
  public synchronized void set(V value) {
    Version before = version;
    version = before.next(value, ++number, head.codec(), head.store());
    before.close();
  }

  /** The value that was set last. */
  @SuppressWarnings("unchecked")
  public synchronized V get() {
    return (V) version.value();
  }

  private synchronized Version now() {
    return version.keep();
  }

  /** Submits a function of it and an argument. */
  public <A, R> Ref<R> submit(Sight<V, A, R> function, A argument) {
    try (Version now = now()) {
      return pool.submit(body(function), argument, now);
    }
  }

  /** Runs a function for each argument; the results are in their order (see {@link Pool#map}). */
  public <A, R> List<R> map(Sight<V, A, R> function, List<A> arguments) {
    try (Version now = now()) {
      return pool.map(body(function), arguments, now);
    }
  }

  /** Runs a function once at each worker. */
  public <A, R> List<R> each(Sight<V, A, R> function, A argument) {
    try (Version now = now()) {
      return pool.each(body(function), argument, now);
    }
  }

  @SuppressWarnings("unchecked")
  private static <V, A, R> Body body(Sight<V, A, R> function) {
    return (state, argument, here) -> function.apply((V) state, (A) argument, here);
  }
}
