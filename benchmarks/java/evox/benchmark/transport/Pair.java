package evox.benchmark.transport;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Two running processes that do what they are told, both at the same time, and wait without taking a core. */
final class Pair implements AutoCloseable {

  /** What rank 0 answered. */
  record Answer(long nanos, long wrong) {}

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<BufferedWriter> commands = new ArrayList<>();
  private final BufferedReader answers;

  /**
   * Starts them.
   *
   * @param folder with a pipe for each rank
   * @param starts a command for each process to start: both ranks, or the launcher of both
   * @param environments what each of these processes finds in its environment
   */
  private Pair(Path folder, List<List<String>> starts, List<Map<String, String>> environments) throws IOException {
    this.folder = folder;
    for (int s = 0; s < starts.size(); s++) {
      ProcessBuilder builder = new ProcessBuilder(starts.get(s)).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environments.get(s));
      processes.add(builder.start());
    }
    answers = processes.get(0).inputReader();
    // Each waits until the rank has opened the other end.
    for (int rank = 0; rank < 2; rank++) commands.add(Files.newBufferedWriter(folder.resolve(Integer.toString(rank))));
  }

  /** Two ranks that Open MPI starts; each gets the folder as its last argument. */
  static Pair byOpenMpi(String btl, List<String> program) throws IOException {
    Path folder = folder();
    // No remote shell is asked for.
    List<String> command = new ArrayList<>(List.of("mpirun.openmpi", "--bind-to", "core", "--mca", "plm", "isolated",
        "--mca", "oob_tcp_if_include", "lo", "--mca", "pml", "ob1", "--mca", "btl", btl, "-n", "2"));
    if (btl.startsWith("tcp")) command.addAll(1, List.of("--mca", "btl_tcp_if_include", "lo"));
    command.addAll(program);
    command.add(folder.toString());
    return new Pair(folder, List.of(command),
        List.of(Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")));
  }

  /** Two ranks that find one another by their environment. */
  static Pair byEnvironment(List<String> program) throws IOException {
    Path folder = folder();
    String port = folder.resolve("port").toString();
    return new Pair(folder, List.of(onCore("0", program, folder), onCore("1", program, folder)), List.of(
        Map.of("EVOX_PROCESS_ID", "0", "EVOX_PROCESSES", "2", "EVOX_COORDINATOR", port),
        Map.of("EVOX_PROCESS_ID", "1", "EVOX_PROCESSES", "2", "EVOX_COORDINATOR", port)));
  }

  private static List<String> onCore(String core, List<String> program, Path folder) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", core));
    command.addAll(program);
    command.add(folder.toString());
    return command;
  }

  private static Path folder() throws IOException {
    Path folder = Files.createTempDirectory("evox-pair");
    for (String rank : List.of("0", "1")) {
      Process made = new ProcessBuilder("mkfifo", folder.resolve(rank).toString()).inheritIO().start();
      if (made.onExit().join().exitValue() != 0) throw new IOException("mkfifo must make a pipe in " + folder);
    }
    return folder;
  }

  /** Has them do an operation so many times, and says how long it took. */
  Answer run(String operation, long bytes, long times, long seed) throws IOException {
    for (BufferedWriter rank : commands) {
      rank.write(operation + " " + bytes + " " + times + " " + seed + "\n");
      rank.flush();
    }
    String line = answers.readLine();
    if (line == null) throw new IOException("both processes must answer, got the end of " + processes.get(0).info());
    String[] words = line.split(" ");
    return new Answer(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  @Override
  public void close() throws IOException {
    for (BufferedWriter rank : commands) rank.close();
    try {
      for (Process process : processes) if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      processes.forEach(Process::destroyForcibly);
    }
    for (String name : List.of("0", "1", "port")) Files.deleteIfExists(folder.resolve(name));
    Files.delete(folder);
  }
}
