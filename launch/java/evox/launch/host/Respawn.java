package evox.launch.host;

import evox.launch.job.Supervision;
import java.util.Map;
import java.util.TreeMap;

/** Starts processes again that do not depend on one another: each by itself, under its number, when it has ended badly. */
final class Respawn {

  private final Attempt attempt;
  private final Supervision supervision;

  /** How often each has been started again. */
  private final Map<Integer, Integer> restarts = new TreeMap<>();

  /** When those that wait are to be, by {@link System#nanoTime}. */
  private final Map<Integer, Long> due = new TreeMap<>();

  Respawn(Attempt attempt, Supervision supervision) {
    this.attempt = attempt;
    this.supervision = supervision;
  }

  /** Starts those whose time has come; returns whether others still wait for theirs. */
  boolean pass() {
    for (int id : attempt.failed()) {
      if (!due.containsKey(id)) foresee(id);
      else if (System.nanoTime() - due.get(id) >= 0) begin(id);
    }
    return !due.isEmpty();
  }

  private void foresee(int id) {
    int before = restarts.getOrDefault(id, 0);
    if (before == supervision.restarts()) return;
    due.put(id, System.nanoTime() + supervision.before(before).toNanos());
    System.err.println("process " + id + " must end well, got exit code " + attempt.codes().get(id) + "; restart "
        + (before + 1) + " of " + supervision.restarts() + " in " + supervision.before(before).toMillis() / 1000.0 + " s");
  }

  private void begin(int id) {
    due.remove(id);
    restarts.merge(id, 1, Integer::sum);
    try {
      attempt.startAgain(id);
    } catch (IllegalStateException e) {
      // One restart in vain; the others go on.
      System.err.println(e.getMessage());
    }
  }
}
