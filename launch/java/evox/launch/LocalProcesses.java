package evox.launch;

import evox.transport.Token;
import evox.world.ProcessGroup;
import evox.world.ProcessWords;
import evox.world.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @return the exit code: that of one that failed by itself, before those that ended because of it; or 0
   */
  static int run(ProcessWords words) {
    Settings settings = Settings.of(words.settings(), System.getenv());
    Path port = Path.of(System.getProperty("java.io.tmpdir"), "evox-" + UUID.randomUUID());
    return ProcessGroup.run(environments(words.processes(), port), settings.deadline(), () -> delete(port));
  }

  private static List<Map<String, String>> environments(int processes, Path port) {
    String token = UUID.randomUUID().toString();
    List<Map<String, String>> environments = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      Map<String, String> environment = new HashMap<>();
      environment.put("EVOX_PROCESS_ID", Integer.toString(id));
      environment.put("EVOX_PROCESSES", Integer.toString(processes));
      environment.put("EVOX_COORDINATOR", port.toString());
      environment.put(Token.VARIABLE, token);
      environment.put(Token.FILE_VARIABLE, null);
      environments.add(environment);
    }
    return environments;
  }

  private static void delete(Path port) {
    try {
      Files.deleteIfExists(port);
    } catch (IOException e) {
      System.err.println("the processes must leave nothing behind, got " + e);
    }
  }
}
