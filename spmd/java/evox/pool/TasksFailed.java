package evox.pool;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Some tasks of a call failed; all others have ended. Its cause is the first failure, the others are suppressed. */
public final class TasksFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Failures that the message tells of. */
  private static final int SHOWN = 10;

  private final transient SortedMap<Integer, Throwable> failures;

  TasksFailed(SortedMap<Integer, Throwable> failures, int tasks) {
    super(message(failures, tasks), failures.get(failures.firstKey()));
    this.failures = new TreeMap<>(failures);
    failures.values().stream().skip(1).forEach(this::addSuppressed);
  }

  private static String message(Map<Integer, Throwable> failures, int tasks) {
    StringBuilder text = new StringBuilder("every task must return, got " + failures.size() + " of " + tasks
        + " that did not:");
    failures.entrySet().stream().limit(SHOWN).forEach(failure -> {
      Throwable cause = failure.getValue().getCause() == null ? failure.getValue() : failure.getValue().getCause();
      text.append(" [").append(failure.getKey()).append("] ").append(cause).append(';');
    });
    if (failures.size() > SHOWN) text.append(" …;");
    return text.substring(0, text.length() - 1);
  }

  /** What each that failed failed with, by its index. */
  public SortedMap<Integer, Throwable> failures() {
    return failures;
  }
}
