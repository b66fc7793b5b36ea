package evox.world;

import evox.collective.PeerLost;
import java.util.function.Consumer;

/**
 * Ends this process when the run can't go on: when another rank is lost and this one does not find out by itself within
 * the deadline, because it computes or waits elsewhere; and when any thread of this one dies of an exception, so that
 * the others need not wait for it.
 */
final class LastWord {

  private final Pulse pulse;
  private final Consumer<String> say;
  private final Runnable end;
  private final Thread watch = Thread.ofPlatform().daemon().name("evox-last-word").unstarted(this::watch);
  private final Thread.UncaughtExceptionHandler before;
  private volatile boolean armed = true;

  private LastWord(Pulse pulse, Consumer<String> say, Runnable end) {
    this.pulse = pulse;
    this.say = say;
    this.end = end;
    this.before = Thread.getDefaultUncaughtExceptionHandler();
  }

  static LastWord arm(Pulse pulse, Consumer<String> say, Runnable end) {
    LastWord word = new LastWord(pulse, say, end);
    Thread.setDefaultUncaughtExceptionHandler(word::uncaught);
    word.watch.start();
    return word;
  }

  void disarm() {
    armed = false;
    watch.interrupt();
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private void uncaught(Thread thread, Throwable cause) {
    if (cause instanceof PeerLost) {
      say.accept(cause.getMessage());
    } else {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      cause.printStackTrace();
    }
    pulse.fail(cause);
    end.run();
  }

  /** Gives the collectives a deadline's time to report the loss in their own words first. */
  private void watch() {
    try {
      pulse.awaitLoss();
      Thread.sleep(pulse.deadlineNanos() / 1_000_000 / 2);
    } catch (InterruptedException e) {
      return;
    }
    if (!armed) return;
    // A collective says its name by itself.
    say.accept(pulse.loss().getMessage() + (pulse.isWaiting() ? "" : ", collective=none: this rank was computing"));
    end.run();
  }
}
