package evox.launch;

import evox.transport.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Longer than the others take to find out that one is lost. */
  private static final long GRACE_SECONDS = 20;

  private LocalProcesses() {}

  /**
   * Starts them and waits for all.
   *
   * @return the exit code: that of the first that failed, or 0
   */
  static int run(int processes) {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>();
    command.add(self.command().orElseThrow());
    command.addAll(List.of(self.arguments().orElseThrow()));
    List<Process> children = new ArrayList<>();
    Thread ending = new Thread(() -> children.forEach(Process::destroy));
    try {
      Path folder = Files.createTempDirectory("evox");
      String token = UUID.randomUUID().toString();
      Runtime.getRuntime().addShutdownHook(ending);
      for (int id = 0; id < processes; id++) {
        ProcessBuilder child = new ProcessBuilder(command).inheritIO();
        child.environment().put("EVOX_PROCESS_ID", Integer.toString(id));
        child.environment().put("EVOX_PROCESSES", Integer.toString(processes));
        child.environment().put("EVOX_COORDINATOR", folder.resolve("port").toString());
        child.environment().put("EVOX_LAUNCHER", Long.toString(ProcessHandle.current().pid()));
        child.environment().put(Token.VARIABLE, token);
        children.add(child.start());
      }
      int code = await(children);
      Files.deleteIfExists(folder.resolve("port"));
      Files.delete(folder);
      return code;
    } catch (IOException e) {
      throw new IllegalStateException("the processes must start, got " + e, e);
    }
  }

  /** Waits for all. After one has failed the others end by themselves; one that is stopped, and can't, is killed. */
  private static int await(List<Process> children) {
    int code = 0;
    List<Process> running = new ArrayList<>(children);
    while (!running.isEmpty()) {
      var next = CompletableFuture.anyOf(running.stream().map(Process::onExit).toArray(CompletableFuture[]::new));
      if (code != 0) next = next.completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS);
      if (next.join() == null) running.forEach(Process::destroyForcibly);
      for (Process child : running) if (code == 0 && !child.isAlive()) code = child.exitValue();
      running.removeIf(child -> !child.isAlive());
    }
    return code;
  }
}
