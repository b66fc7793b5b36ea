package evox.launch;

import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.kernel.Doubles;
import evox.world.Device;
import evox.world.World;

/**
 * Has other cores load what every run needs, while the first reads what is to be done: memory outside the heap, which the
 * platform takes 40 ms to get ready; the native module, and what a world is made of.
 */
abstract class Ahead extends Thread {

  private Ahead(String what) {
    super("evox-ahead-" + what);
    setDaemon(true);
  }

  /** Returns at once; whoever needs what is being loaded waits for it. */
  static void load() {
    // Not lambdas: the platform makes the first of them out of what is being loaded.
    new Ahead("memory") {
      @Override
      void get() {
        Doubles.zeros(1).get(0);
      }
    }.start();
    new Ahead("world") {
      @Override
      void get() {
        NativeLibrary.isPresent();
        World.alone(Device.cpu(1, Isa.JAVA));
      }
    }.start();
  }

  abstract void get();

  @Override
  public void run() {
    try {
      get();
    } catch (RuntimeException | Error e) {
      // Whoever needs it meets the same, and says so.
    }
  }
}
