package evox.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/**
 * Some tasks that a worker runs one after the other. Those that have not begun can be taken from it, so that one that
 * takes long does not keep the others.
 */
final class Batch implements Runnable {

  /**
   * What its tasks share, made on the thread that runs them.
   *
   * @param end is run when what came of them has been said
   */
  record Tasks(Body body, Object state, List<?> arguments, IntFunction<Here> here, Runnable end) {}

  private final long id;
  private final int size;
  private final Callable<Tasks> tasks;
  private final Answers answers;
  private final List<Outcome> unsaid = new ArrayList<>();
  private int said;
  private int next;
  private int end;

  Batch(long id, int size, Callable<Tasks> tasks, Answers answers) {
    this.id = id;
    this.size = size;
    this.tasks = tasks;
    this.answers = answers;
    this.end = size;
  }

  int size() {
    return size;
  }

  @Override
  public void run() {
    Tasks given;
    try {
      given = tasks.call();
    } catch (Throwable e) {
      // Also a class that can't be loaded: whoever waits for the results must hear it.
      for (int i = claim(); i >= 0; i = claim()) add(new Outcome(null, e, 0));
      say();
      return;
    }
    for (int i = claim(); i >= 0; i = claim()) {
      add(Outcome.of(given.body(), given.state(), given.arguments().get(i), given.here().apply(i)));
    }
    say();
    given.end().run();
  }

  private synchronized int claim() {
    return next < end ? next++ : -1;
  }

  private synchronized void add(Outcome outcome) {
    unsaid.add(outcome);
  }

  private synchronized void say() {
    if (unsaid.isEmpty()) return;
    answers.ended(id, said, List.copyOf(unsaid));
    said += unsaid.size();
    unsaid.clear();
  }

  /** Gives back what has not begun. */
  synchronized void cut() {
    if (next >= end) return;
    say();
    end = next;
    answers.returned(id, end);
  }
}
