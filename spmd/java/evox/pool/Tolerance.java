package evox.pool;

/**
 * What is done about lost workers.
 *
 * @param restarts how often an actor is started again on another worker, with the state that its start gives
 * @param retries how often a task or call that a lost worker had is given to another. With 0, each runs at most once; a
 *     call that was lost may all the same have run. With more it may run several times, which does not matter to a task
 *     whose result depends on its argument alone
 */
public record Tolerance(int restarts, int retries) {

  /** Nothing is done again: what actors begin with. */
  public static final Tolerance NONE = new Tolerance(0, 0);

  /** What tasks begin with. */
  public static final Tolerance TASKS = new Tolerance(0, 3);

  /** Whatever is lost is done again, for as long as there are workers. */
  public static final Tolerance ENDLESS = new Tolerance(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Tolerance {
    if (restarts < 0) throw new IllegalArgumentException("restarts must be 0 or more, got restarts=" + restarts);
    if (retries < 0) throw new IllegalArgumentException("retries must be 0 or more, got retries=" + retries);
  }
}
