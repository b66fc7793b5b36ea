package evox.world;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Ends this process when the one that started it asks for that through a pipe, or has gone without a word, killed perhaps:
 * nobody would wait for its result or could end it any more. A child of a dead process gets another parent at once, also
 * where the dead one is still listed or its number is taken again.
 */
public final class LauncherWatch {

  /** The environment variable that holds the launcher's number, or says that it holds the standard input's other end. */
  static final String VARIABLE = "EVOX_LAUNCHER";

  private static final String INPUT = "stdin";

  /** Set by mpirun, whose death its processes do not notice unless they use its MPI. */
  private static final String MPIRUN = "OMPI_COMM_WORLD_RANK";

  private static final int ENDED = 1;
  private static final long INTERVAL_MILLIS = 250;

  /** After the grace: a launcher that is there kills before, and what this process has started too. */
  private static final long ENDING_MILLIS = 2000;

  private LauncherWatch() {}

  /** Begins to watch, if the environment says that there is a launcher. */
  public static void start(Map<String, String> environment) {
    String given = environment.get(VARIABLE);
    String rank = environment.get(MPIRUN);
    // mpirun passes its input on to rank 0, whose end is the end of all.
    if (INPUT.equals(given) && (rank == null || rank.equals("0"))) {
      watch("input", LauncherWatch::awaitEndOfInput, environment);
    }
    if (given != null && !given.equals(INPUT)) watch("parent", () -> awaitOtherParent(given), environment);
    else if (rank != null) watch("parent", () -> awaitOtherParent(parent()), environment);
  }

  /** Waits for a sign that the launcher has gone, and says which; null where it has asked this process to end. */
  private interface Sign {
    String await() throws InterruptedException;
  }

  private static String awaitOtherParent(String launcher) throws InterruptedException {
    while (parent().equals(launcher)) Thread.sleep(INTERVAL_MILLIS);
    return "none with pid=" + launcher;
  }

  /** A launcher that asks for the end says something first, which one that is killed does not. */
  private static String awaitEndOfInput() {
    boolean asked = false;
    try {
      while (System.in.read() >= 0) asked = true;
    } catch (IOException e) {
      // As good as its end.
    }
    return asked ? null : "the end of its pipe";
  }

  private static void watch(String what, Sign sign, Map<String, String> environment) {
    Duration grace = Ending.of(environment).grace();
    Thread.ofPlatform().daemon().name("evox-launcher-watch-" + what).start(() -> end(sign, grace));
  }

  private static void end(Sign sign, Duration grace) {
    try {
      String gone = sign.await();
      if (gone != null) System.err.println("a launcher must stay until its processes have ended, got " + gone);
      Thread.ofPlatform().daemon().start(() -> System.exit(ENDED));
      Thread.sleep(grace.plusMillis(ENDING_MILLIS));
    } catch (InterruptedException e) {
      // Then at once.
    }
    Runtime.getRuntime().halt(ENDED);
  }

  private static String parent() {
    return ProcessHandle.current().parent().map(handle -> Long.toString(handle.pid())).orElse("none");
  }
}
