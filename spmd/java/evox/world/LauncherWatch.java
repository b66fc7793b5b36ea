package evox.world;

import java.io.IOException;
import java.util.Map;

/**
 * Ends this process when the one that started it has gone without a word, killed perhaps: nobody would wait for its
 * result or could end it any more. A child of a dead process gets another parent at once, also where the dead one is
 * still listed or its number is taken again.
 */
public final class LauncherWatch {

  /** The environment variable that holds the launcher's number, or says that it holds the standard input's other end. */
  static final String VARIABLE = "EVOX_LAUNCHER";

  private static final String INPUT = "stdin";

  /** Set by mpirun, whose death its processes do not notice unless they use its MPI. */
  private static final String MPIRUN = "OMPI_COMM_WORLD_RANK";

  private static final int LAUNCHER_GONE = 1;
  private static final long INTERVAL_MILLIS = 250;
  private static final long ENDING_MILLIS = 2000;

  private LauncherWatch() {}

  /** Begins to watch, if the environment says that there is a launcher. */
  public static void start(Map<String, String> environment) {
    String given = environment.get(VARIABLE);
    String rank = environment.get(MPIRUN);
    // mpirun passes its input on to rank 0, whose end is the end of all.
    if (INPUT.equals(given) && (rank == null || rank.equals("0"))) watch("input", LauncherWatch::awaitEndOfInput);
    if (given != null && !given.equals(INPUT)) watch("parent", () -> awaitOtherParent(given));
    else if (rank != null) watch("parent", () -> awaitOtherParent(parent()));
  }

  /** Waits for a sign that the launcher has gone, and says which. */
  private interface Sign {
    String await() throws InterruptedException;
  }

  private static String awaitOtherParent(String launcher) throws InterruptedException {
    while (parent().equals(launcher)) Thread.sleep(INTERVAL_MILLIS);
    return "none with pid=" + launcher;
  }

  private static String awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) continue;
    } catch (IOException e) {
      // As good as its end.
    }
    return "the end of its pipe";
  }

  private static void watch(String what, Sign sign) {
    Thread.ofPlatform().daemon().name("evox-launcher-watch-" + what).start(() -> end(sign));
  }

  private static void end(Sign sign) {
    try {
      System.err.println("a launcher must stay until its processes have ended, got " + sign.await());
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
