package evox.pool;

import java.io.Serializable;

/**
 * A state that lives at one worker, and is called there: calls of one thread run in its order, one after the other. Where
 * the state can be closed, it is when the actor is.
 *
 * @param <T> the state
 */
public final class Actor<T> implements AutoCloseable {

  /**
   * Makes the state, at the worker.
   *
   * @param <T> the state
   */
  @FunctionalInterface
  public interface Start<T> extends Serializable {
    T start() throws Exception;
  }

  /**
   * Makes the state, at the worker, and asks where that is.
   *
   * @param <T> the state
   */
  @FunctionalInterface
  public interface PlacedStart<T> extends Serializable {
    T start(Here here) throws Exception;
  }

  /**
   * Does something with the state.
   *
   * @param <T> the state
   * @param <A> what it takes
   * @param <R> what it returns
   */
  @FunctionalInterface
  public interface Deed<T, A, R> extends Serializable {
    R apply(T state, A argument) throws Exception;
  }

  /**
   * Does something with the state, and asks where it is.
   *
   * @param <T> the state
   * @param <A> what it takes
   * @param <R> what it returns
   */
  @FunctionalInterface
  public interface PlacedDeed<T, A, R> extends Serializable {
    R apply(T state, A argument, Here here) throws Exception;
  }

  private final Head head;
  private final ActorSeat seat;
  private final int retries;

  Actor(Head head, ActorSeat seat, int retries) {
    this.head = head;
    this.seat = seat;
    this.retries = retries;
  }

  /** Calls it; returns at once. */
  public <A, R> Ref<R> call(Deed<? super T, A, R> deed, A argument) {
    return head.call(seat, body(deed), argument, retries);
  }

  /** Calls it; returns at once. */
  public <A, R> Ref<R> call(PlacedDeed<? super T, A, R> deed, A argument) {
    return head.call(seat, body(deed), argument, retries);
  }

  @SuppressWarnings("unchecked")
  private static <T, A, R> Body body(PlacedDeed<T, A, R> deed) {
    return (state, argument, here) -> deed.apply((T) state, (A) argument, here);
  }

  @SuppressWarnings("unchecked")
  private static <T, A, R> Body body(Deed<T, A, R> deed) {
    return (state, argument, here) -> deed.apply((T) state, (A) argument);
  }

  /** Ends it after the calls that were made; what it held is free again. */
  @Override
  public void close() {
    seat.close();
  }
}
