package evox.launch;

import evox.foreign.NativeLibrary;
import evox.monitor.HistoryDigest;

/** Has a second core load what every run needs, while the first reads what is to be done. */
final class Ahead {

  private Ahead() {}

  /** Returns at once; whoever needs what is being loaded waits for it. */
  static void load() {
    Thread thread = new Thread("evox-ahead") {
      @Override
      public void run() {
        new HistoryDigest();
        NativeLibrary.isPresent();
      }
    };
    thread.setDaemon(true);
    thread.start();
  }
}
