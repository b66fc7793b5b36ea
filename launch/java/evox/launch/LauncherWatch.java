package evox.launch;

import java.util.Map;

/**
 * Ends this process when the one that started it has gone without a word, killed perhaps: nobody would wait for its
 * result or could end it any more. A child of a dead process gets another parent at once, also where the dead one is
 * still listed or its number is taken again.
 */
final class LauncherWatch {

  /** The environment variable that holds the launcher's number. */
  static final String VARIABLE = "EVOX_LAUNCHER";

  /** Set by mpirun, whose death its processes do not notice unless they use its MPI. */
  private static final String MPIRUN = "OMPI_COMM_WORLD_RANK";

  private static final int LAUNCHER_GONE = 1;
  private static final long INTERVAL_MILLIS = 250;
  private static final long ENDING_MILLIS = 2000;

  private LauncherWatch() {}

  /** Begins to watch, if the environment says that there is a launcher. */
  static void start(Map<String, String> environment) {
    String given = environment.get(VARIABLE);
    if (given == null && !environment.containsKey(MPIRUN)) return;
    String launcher = given == null ? parent() : given;
    Thread.ofPlatform().daemon().name("evox-launcher-watch").start(() -> watch(launcher));
  }

  private static void watch(String launcher) {
    try {
      while (parent().equals(launcher)) Thread.sleep(INTERVAL_MILLIS);
      System.err.println("a launcher must stay until its processes have ended, got none with pid=" + launcher);
      Thread.ofPlatform().daemon().start(() -> System.exit(LAUNCHER_GONE));
      Thread.sleep(ENDING_MILLIS);
    } catch (InterruptedException e) {
      // Then at once.
    }
    Runtime.getRuntime().halt(LAUNCHER_GONE);
  }

  private static String parent() {
    return ProcessHandle.current().parent().map(handle -> Long.toString(handle.pid())).orElse("none");
  }
}
