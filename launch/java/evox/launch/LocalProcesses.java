package evox.launch;

import evox.transport.Token;
import evox.world.ProcessWords;
import evox.world.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs this same command line as so many processes of this machine, which find one another by what is put into their
 * environment, and ends when they do.
 */
final class LocalProcesses {

  /** How long a process that was asked to end may take; one that is stopped can't hear it. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final List<Process> children = new ArrayList<>();
  private boolean ending;

  private LocalProcesses() {}

  /**
   * Starts them and waits for all.
   *
   * @return the exit code: that of the first that failed, or 0
   */
  static int run(ProcessWords words) {
    Settings settings = Settings.of(words.settings(), System.getenv());
    Path port = Path.of(System.getProperty("java.io.tmpdir"), "evox-" + UUID.randomUUID());
    LocalProcesses all = new LocalProcesses();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> all.end(port)));
    try {
      all.start(words.processes(), port);
      return all.await(settings.deadline());
    } catch (IOException e) {
      throw new IllegalStateException("the processes must start, got " + e, e);
    }
  }

  private void start(int processes, Path port) throws IOException {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>();
    command.add(self.command().orElseThrow());
    command.addAll(List.of(self.arguments().orElseThrow()));
    String token = UUID.randomUUID().toString();
    for (int id = 0; id < processes; id++) {
      ProcessBuilder child = new ProcessBuilder(command).inheritIO();
      child.environment().put("EVOX_PROCESS_ID", Integer.toString(id));
      child.environment().put("EVOX_PROCESSES", Integer.toString(processes));
      child.environment().put("EVOX_COORDINATOR", port.toString());
      child.environment().put(LauncherWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
      child.environment().put(Token.VARIABLE, token);
      child.environment().remove(Token.FILE_VARIABLE);
      synchronized (this) {
        if (ending) return;
        children.add(child.start());
      }
    }
  }

  /**
   * Waits for all. After one has failed the others end by themselves within the deadline; one that is stopped, and
   * can't, is killed.
   */
  private int await(Duration deadline) {
    int code = 0;
    List<Process> running = new ArrayList<>(children);
    while (!running.isEmpty()) {
      var next = CompletableFuture.anyOf(running.stream().map(Process::onExit).toArray(CompletableFuture[]::new));
      if (code != 0) next = next.completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (next.join() == null) running.forEach(Process::destroyForcibly);
      for (Process child : running) if (code == 0 && !child.isAlive()) code = child.exitValue();
      running.removeIf(child -> !child.isAlive());
    }
    return code;
  }

  /** However this process ends, except by being killed, nothing stays. */
  private void end(Path port) {
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
      Files.deleteIfExists(port);
    } catch (InterruptedException | IOException e) {
      System.err.println("the processes must end and leave nothing behind, got " + e);
    }
  }
}
