package evox.world;

/** What is done when this process ends, however that comes, unless it is closed before. */
public final class AtEnd implements AutoCloseable {

  private final Thread hook;

  private AtEnd(Thread hook) {
    this.hook = hook;
  }

  /** From now on; not if the process is killed. */
  public static AtEnd of(Runnable task) {
    Thread hook = new Thread(task);
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtEnd(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: it runs.
    }
  }
}
