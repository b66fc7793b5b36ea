package evox.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** An actor where it lives: its state, and its calls one after the other. */
final class ActorThread {

  /** Makes, uses or ends the state. */
  private interface Step {
    Object apply(Object state);
  }

  /** What is done with the state. */
  record Deed(Body body, Object argument) {}

  /** In place of a state that could not be made. */
  private record Broken(Throwable cause) {}

  private final Executor threads;
  private final Deque<Step> waiting = new ArrayDeque<>();
  private boolean running;
  private Object state;

  ActorThread(Executor threads) {
    this.threads = threads;
  }

  /**
   * Calls it after all that was given before.
   *
   * @param start makes the state, if there is none yet
   */
  void call(Callable<Body> start, Callable<Deed> deed, Here here, Consumer<Outcome> answer) {
    then(before -> {
      Object now = before == null ? make(start, here) : before;
      answer.accept(now instanceof Broken broken ? new Outcome(null, broken.cause(), 0) : apply(deed, now, here));
      return now;
    });
  }

  private static Object make(Callable<Body> start, Here here) {
    Outcome made = Outcome.of((s, a, h) -> start.call().apply(null, null, h), null, null, here);
    if (made.thrown() != null) return new Broken(made.thrown());
    return made.value() != null ? made.value()
        : new Broken(new IllegalStateException("an actor's start must return its state, got null"));
  }

  private static Outcome apply(Callable<Deed> deed, Object state, Here here) {
    return Outcome.of((s, a, h) -> {
      Deed given = deed.call();
      return given.body().apply(s, given.argument(), h);
    }, state, null, here);
  }

  private synchronized void then(Step step) {
    waiting.add(step);
    if (running) return;
    running = true;
    threads.execute(this::run);
  }

  private void run() {
    for (Step step = next(); step != null; step = next()) state = step.apply(state);
  }

  private synchronized Step next() {
    running = !waiting.isEmpty();
    return waiting.poll();
  }

  void end() {
    then(last -> {
      try {
        if (last instanceof AutoCloseable closeable) closeable.close();
      } catch (Exception e) {
        System.Logger logger = System.getLogger("evox.pool");
        logger.log(System.Logger.Level.WARNING, "an actor must close without an exception, got " + e, e);
      }
      return null;
    });
  }
}
