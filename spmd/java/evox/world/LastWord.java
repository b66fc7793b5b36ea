package evox.world;

import evox.collective.PeerLost;
import java.util.function.Consumer;

/**
 * Ends this process when the run can't go on: when another rank is lost and this one does not find out by itself within
 * the deadline, because it computes or waits elsewhere; and when any thread of this one dies of an exception, so that
 * the others need not wait for it.
 */
final class LastWord {

  /** What a process ends with whose run broke. */
  static final int EXIT = 1;

  private final Pulse pulse;
  private final Consumer<String> say;
  private final Thread.UncaughtExceptionHandler before;
  private volatile boolean armed = true;

  private LastWord(Pulse pulse, Consumer<String> say) {
    this.pulse = pulse;
    this.say = say;
    this.before = Thread.getDefaultUncaughtExceptionHandler();
  }

  static LastWord arm(Pulse pulse, Consumer<String> say) {
    LastWord word = new LastWord(pulse, say);
    Thread.setDefaultUncaughtExceptionHandler(word::uncaught);
    Thread.ofPlatform().daemon().name("evox-last-word").start(word::watch);
    return word;
  }

  void disarm() {
    armed = false;
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private void uncaught(Thread thread, Throwable cause) {
    if (cause instanceof PeerLost) {
      say.accept(cause.getMessage());
    } else {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      cause.printStackTrace();
    }
    pulse.fail(cause.toString().lines().findFirst().orElse("an exception"));
    Runtime.getRuntime().halt(EXIT);
  }

  /** Gives the collectives a deadline's time to report the loss in their own words first. */
  private void watch() {
    try {
      while (armed && pulse.loss() == null) Thread.sleep(50);
      if (!armed) return;
      Thread.sleep(pulse.deadlineNanos() / 1_000_000 / 2);
    } catch (InterruptedException e) {
      return;
    }
    if (!armed) return;
    say.accept(pulse.loss().getMessage());
    Runtime.getRuntime().halt(EXIT);
  }
}
