package evox.pool;

import java.io.Serializable;

/**
 * A function that a worker runs and that asks where it is: for its random numbers, or for objects of the store.
 *
 * @param <A> what it takes
 * @param <R> what it returns
 */
@FunctionalInterface
public interface PlacedTask<A, R> extends Serializable {

  /** Runs it; what it throws fails this task and no other. */
  R apply(A argument, Here here) throws Exception;
}
