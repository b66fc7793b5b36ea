package evox.pool;

import java.io.Serializable;

/**
 * A function that a worker runs. To a worker in another process it travels by its name, with the values it captures (see
 * {@link evox.codec}).
 *
 * @param <A> what it takes
 * @param <R> what it returns
 */
@FunctionalInterface
public interface Task<A, R> extends Serializable {

  /** Runs it; what it throws fails this task and no other. */
  R apply(A argument) throws Exception;
}
