package evox.world;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Processes of this machine that run this process's own command line again, each told by its environment which it is.
 * However this process ends, they end too.
 */
public final class ProcessGroup {

  /** How long a process that was asked to end may take; one that is stopped can't hear it. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** What a process ends with that has lost another. */
  private static final int BROKE = 1;

  private final List<Process> children = new ArrayList<>();

  /** Those of them that have ended, one after the other. */
  private final BlockingQueue<Process> ended = new LinkedBlockingQueue<>();
  private boolean ending;

  private ProcessGroup() {}

  /**
   * Starts processes and waits for all.
   *
   * @param environments what is added to the environment of each; a null value takes a variable away
   * @param deadline within which the others must have ended after one has failed; they are killed then
   * @param after done once all have ended, also when this process is ended
   * @return the exit code: that of one that failed by itself, before those that ended because of it; or 0
   */
  public static int run(List<Map<String, String>> environments, Duration deadline, Runnable after) {
    ProcessGroup group = new ProcessGroup();
    try (AtEnd _ = AtEnd.of(() -> group.end(after))) {
      for (Map<String, String> environment : environments) group.start(environment);
      return group.await(deadline);
    } catch (IOException | InterruptedException e) {
      group.end(after);
      throw new IllegalStateException("the processes must start and be waited for, got " + e, e);
    } finally {
      after.run();
    }
  }

  private void start(Map<String, String> environment) throws IOException {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>();
    command.add(self.command().orElseThrow());
    List<String> words = OwnWords.afterTheProgram();
    command.addAll(words.isEmpty() ? List.of(self.arguments().orElseThrow()) : words);
    ProcessBuilder child = new ProcessBuilder(command).inheritIO();
    child.environment().put(LauncherWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
    environment.forEach((name, value) -> {
      if (value == null) child.environment().remove(name);
      else child.environment().put(name, value);
    });
    synchronized (this) {
      if (ending) return;
      Process started = child.start();
      children.add(started);
      started.onExit().thenAccept(ended::add);
    }
  }

  /**
   * Waits for all. After one has failed the others end by themselves within the deadline; one that is stopped, and
   * can't, is killed.
   */
  private int await(Duration deadline) throws InterruptedException {
    int code = 0;
    long end = 0;
    boolean killed = false;
    int running = children.size();
    while (running > 0) {
      Process child = code == 0 || killed ? ended.take() : ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (child == null) {
        killed = true;
        children.forEach(Process::destroyForcibly);
        continue;
      }
      running--;
      if (killed || child.exitValue() == 0) continue;
      if (code == 0) end = System.nanoTime() + deadline.toNanos();
      if (code == 0 || code == BROKE) code = child.exitValue();
    }
    return code;
  }

  /** However this process ends, except by being killed, nothing stays. */
  private void end(Runnable after) {
    synchronized (this) {
      ending = true;
    }
    children.forEach(Process::destroy);
    long begun = System.nanoTime();
    try {
      for (Process child : children) {
        long left = GRACE.toNanos() - (System.nanoTime() - begun);
        if (!child.waitFor(left, TimeUnit.NANOSECONDS)) child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      System.err.println("the processes must end and leave nothing behind, got " + e);
    }
    after.run();
  }
}
