package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of one world on each host, each started by itself. */
record ByHand(Hosts hosts, int port, List<Process> processes) {

  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Longer than any deadline here, on a busy machine. */
  private static final int SECONDS = 60;

  static ByHand start(Hosts hosts, int port, List<String> words, int first) throws Exception {
    Process[] processes = new Process[3];
    for (int i = 0; i < 3; i++) {
      int id = (first + i) % 3;
      List<String> command = new ArrayList<>(List.of(JAVA, "-jar", JarProcess.JAR.toString(), Integer.toString(id),
          "--coordinator", "host1:" + port, "--processes", "3"));
      command.addAll(words);
      processes[id] = hosts.start("host" + (id + 1), file(hosts, port, id, "out"), file(hosts, port, id, "err"), Map.of(),
          command);
    }
    return new ByHand(hosts, port, List.of(processes));
  }

  static Path file(Hosts hosts, int port, int id, String suffix) {
    return hosts.folder().resolve("world" + port + "." + id + "." + suffix);
  }

  int end(int id) throws Exception {
    assertThat(processes.get(id).waitFor(SECONDS, TimeUnit.SECONDS)).as("id %s: %s", id, err(id)).isTrue();
    return processes.get(id).exitValue();
  }

  void end() throws Exception {
    for (int id = 0; id < 3; id++) end(id);
  }

  List<Integer> codes() {
    return processes.stream().map(Process::exitValue).toList();
  }

  String out(int id) {
    return text(file(hosts, port, id, "out"));
  }

  String err(int id) {
    return text(file(hosts, port, id, "err"));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
