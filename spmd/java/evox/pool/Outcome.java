package evox.pool;

/**
 * What became of one task.
 *
 * @param value what it returned
 * @param thrown what it threw; null if it returned
 * @param nanos how long it took
 */
record Outcome(Object value, Throwable thrown, long nanos) {

  /** Runs a task to its end. */
  static Outcome of(Body body, Object state, Object argument, Here here) {
    long begun = System.nanoTime();
    try {
      Object value = body.apply(state, argument, here);
      return new Outcome(value, null, System.nanoTime() - begun);
    } catch (Throwable thrown) {
      return new Outcome(null, thrown, System.nanoTime() - begun);
    } finally {
      // An interrupt is meant for the task that it met: the thread goes on with others.
      Thread.interrupted();
    }
  }
}
