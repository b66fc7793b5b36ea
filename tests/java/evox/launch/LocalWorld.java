package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Processes that the jar started on this machine, their launcher, and what they leave in a folder of their own. */
final class LocalWorld {

  private static final long POLL_NANOS = 5_000_000;

  private final Path folder;
  private final Path temporary;
  private final Process launcher;
  private final List<Long> ranks = new ArrayList<>();

  private LocalWorld(Path folder, Path temporary, Process launcher) {
    this.folder = folder;
    this.temporary = temporary;
    this.launcher = launcher;
  }

  /** Starts so many processes; returns when the operating system lists them all. */
  static LocalWorld start(Path folder, int processes, String... arguments) throws IOException {
    return start(JarProcess.here(), folder, processes, arguments);
  }

  /** The same by a jar with a surrounding of its own. */
  static LocalWorld start(JarProcess jar, Path folder, int processes, String... arguments) throws IOException {
    Path temporary = Files.createTempDirectory(folder, "tmp");
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--processes", Integer.toString(processes)));
    Process launcher = jar.start(folder.resolve("out"), folder.resolve("err"),
        List.of("-Djava.io.tmpdir=" + temporary), words.toArray(new String[0]));
    return new LocalWorld(folder, temporary, launcher).withRanks(processes, "EVOX_PROCESS_ID");
  }

  /** The same by Open MPI's launcher; the test is skipped if it is not installed. */
  static LocalWorld byMpirun(Path folder, int processes, String... arguments) throws IOException {
    Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    Path temporary = Files.createTempDirectory(folder, "tmp");
    List<String> words = new ArrayList<>(List.of("mpirun.openmpi", "--oversubscribe", "--mca", "plm", "isolated", "--mca",
        "oob_tcp_if_include", "lo", "-n", Integer.toString(processes), "env", JarProcess.here().java(),
        "-Djava.io.tmpdir=" + temporary, "-jar", JarProcess.JAR.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EVOX_") || name.startsWith("OMPI_"));
    builder.environment().putAll(Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"));
    return new LocalWorld(folder, temporary, builder.start()).withRanks(processes, "OMPI_COMM_WORLD_RANK");
  }

  private LocalWorld withRanks(int processes, String variable) {
    await(() -> launcher.children().count() == processes);
    for (int id = 0; id < processes; id++) ranks.add(find(variable, id));
    return this;
  }

  private long find(String variable, int id) {
    for (ProcessHandle child : launcher.children().toList()) {
      // The launcher's image until it has become the new program.
      await(() -> environment(child.pid()).contains(variable + "="));
      if (environment(child.pid()).contains(variable + "=" + id + "\0")) return child.pid();
    }
    throw new AssertionError("no process has " + variable + "=" + id);
  }

  private static String environment(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "EVOX_PROCESS_ID=gone OMPI_COMM_WORLD_RANK=gone";
    }
  }

  /** Waits until all have found one another. */
  void awaitJoined() {
    await(() -> err().contains("transport "));
  }

  /** Sends a signal, by its name, to one of them; to the launcher where the rank is -1. */
  void signal(String name, int rank) throws Exception {
    long pid = rank < 0 ? launcher.pid() : ranks.get(rank);
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  /** Waits for the end of all; whatever is left is killed, and the test fails. Returns the launcher's exit code. */
  int end(long seconds) throws Exception {
    long begun = System.nanoTime();
    boolean ended = launcher.waitFor(seconds, TimeUnit.SECONDS);
    while (running().findAny().isPresent() && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds)) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    List<Long> left = running().toList();
    left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    launcher.destroyForcibly().waitFor();
    assertThat(ended && left.isEmpty()).as("all ended within %s s, got pids %s left: %s", seconds, left, err()).isTrue();
    return launcher.exitValue();
  }

  /** Holds them to having left nothing behind. */
  void leavesNothing() throws IOException {
    assertThat(temporary).isEmptyDirectory();
    try (Stream<Path> maps = Files.list(Path.of("/dev/shm"))) {
      assertThat(maps.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("evox-")).toList()).isEmpty();
    }
  }

  /** All but one of the ranks, and the launcher. */
  boolean othersRun(int rank) {
    return running().anyMatch(pid -> rank < 0 || pid != ranks.get(rank));
  }

  /** What they wrote to standard error. */
  String err() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Stream<Long> running() {
    return ranks.stream().filter(LocalWorld::isRunning);
  }

  /** A dead process may stay listed for a while, as a zombie. */
  private static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // It ended while it was read.
      return false;
    }
  }

  static void await(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(120)) throw new AssertionError("nothing came of the wait");
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
