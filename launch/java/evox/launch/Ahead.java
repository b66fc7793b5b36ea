package evox.launch;

import evox.kernel.Doubles;
import evox.world.World;

/**
 * Has other cores load what every run needs, while the first reads what is to be done: memory outside the heap, which the
 * platform takes 40 ms to get ready; the native module, and what a world is made of.
 */
final class Ahead {

  private Ahead() {}

  /** Returns at once; whoever needs what is being loaded waits for it. */
  static void load() {
    // Not lambdas: the platform makes the first of them out of what is being loaded.
    start(new Thread("evox-ahead-memory") {
      @Override
      public void run() {
        Doubles.zeros(1).get(0);
      }
    });
    start(new Thread("evox-ahead-world") {
      @Override
      public void run() {
        World.alone();
      }
    });
  }

  private static void start(Thread thread) {
    thread.setDaemon(true);
    thread.start();
  }
}
