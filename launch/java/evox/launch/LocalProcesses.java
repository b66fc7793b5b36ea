package evox.launch;

import evox.transport.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs this same command line as so many processes of this machine, which find one another by what is put into their
 * environment, and ends when they do.
 */
final class LocalProcesses {

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
      int code = 0;
      for (Process child : children) {
        int ended = child.waitFor();
        if (code == 0) code = ended;
      }
      Files.deleteIfExists(folder.resolve("port"));
      Files.delete(folder);
      return code;
    } catch (IOException e) {
      throw new IllegalStateException("the processes must start, got " + e, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("waiting for the processes must not be interrupted, got " + e, e);
    }
  }
}
