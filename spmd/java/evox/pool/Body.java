package evox.pool;

import java.io.Serializable;

/** What all tasks are to a worker: a function of a state that is there (a replica, an actor or null) and an argument. */
@FunctionalInterface
interface Body extends Serializable {
  Object apply(Object state, Object argument, Here here) throws Exception;
}
