package evox.pool;

/** A task that threw, whose cause is what it threw, or that lost its workers. */
public final class TaskFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TaskFailed(String message, Throwable cause) {
    super(message, cause);
  }

  static TaskFailed thrown(Throwable thrown, String who, String worker) {
    return new TaskFailed("a task must return, got " + thrown + " from " + who + " on " + worker, thrown);
  }

  static TaskFailed lost(String who, String cause, int retries) {
    return new TaskFailed("a task must keep its worker until it returns, got " + cause + " for " + who + ", retries="
        + retries, null);
  }
}
