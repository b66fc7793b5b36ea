package evox.world;

/**
 * What a thread that has closed its world leaves behind: an exception may be on its way out of {@code try (World …)}, and
 * closing can't see it. If nobody catches it the others hear of it, instead of an end without a reason.
 *
 * @param pulse by which the others hear
 * @param next what else is done with an exception that nobody catches
 */
record Farewell(Pulse pulse, Thread.UncaughtExceptionHandler next) implements Thread.UncaughtExceptionHandler {

  /** For the thread that closes a world. */
  static void of(Pulse pulse) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler(new Farewell(pulse, before instanceof Farewell earlier ? earlier.next : before));
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    pulse.fail(thrown);
    next.uncaughtException(thread, thrown);
  }
}
