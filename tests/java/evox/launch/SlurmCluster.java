package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Slurm with nodes of its own on this machine, for as long as this is open. */
final class SlurmCluster implements AutoCloseable {

  private static final Path SCRIPT = Path.of("tests/resources/evox/launch/slurm.sh");
  private static final List<String> NAMESPACES = List.of("--net", "--mount", "--uts", "--ipc", "--pid");
  private static final long DEADLINE_SECONDS = 120;

  private final Path folder;
  private final Process unshare;

  private SlurmCluster(Path folder, Process unshare) {
    this.folder = folder;
    this.unshare = unshare;
  }

  /** Starts it with so many nodes; the test is skipped where Slurm is not installed or namespaces are not allowed. */
  static SlurmCluster start(int nodes) throws Exception {
    requireInstalled("slurmctld", "slurmctld");
    requireInstalled("slurmd", "slurmd");
    requireInstalled("srun", "slurm-client");
    requireInstalled("munged", "munge");
    requireInstalled("ip", "iproute2");
    Assumptions.assumeTrue(run(List.of("unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork",
        "--mount-proc", "ip", "link", "add", "lan", "type", "bridge")) == 0,
        "no right to make a network of one's own (unshare --net, ip link add)");
    // The path of a socket is at most 107 bytes.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "evox");
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(NAMESPACES);
    command.addAll(List.of("--fork", "--kill-child", "--mount-proc", "sh", SCRIPT.toString(), folder.toString(),
        Integer.toString(nodes)));
    Process unshare = new ProcessBuilder(command).redirectErrorStream(true).start();
    SlurmCluster cluster = new SlurmCluster(folder, unshare);
    try {
      assertThat(unshare.inputReader().readLine()).isEqualTo("ready");
      return cluster;
    } catch (Throwable t) {
      cluster.close();
      throw t;
    }
  }

  private static void requireInstalled(String program, String distributionsPackage) {
    Assumptions.assumeTrue(Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
        program + " is not installed; it comes with the package " + distributionsPackage);
  }

  private static int run(List<String> command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor();
  }

  /** Starts a command at the node where one logs in, with both outputs to files. */
  Process login(Path out, Path err, List<String> command) throws IOException {
    List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init()),
        "--wd=" + Path.of("").toAbsolutePath()));
    words.addAll(NAMESPACES);
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("EVOX_") || name.startsWith("SLURM_") || name.startsWith("OMPI_"));
    environment.put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    environment.put("OMPI_ALLOW_RUN_AS_ROOT", "1");
    environment.put("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    return builder.start();
  }

  /** Runs a command at the node where one logs in, to its end. */
  JarProcess.Ended run(String... command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = login(out, err, List.of(command));
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly().waitFor();
    assertThat(ended).as("%s ended within %s s: %s", List.of(command), DEADLINE_SECONDS, Files.readString(err)).isTrue();
    return new JarProcess.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The process that a step started as its task of this number. */
  ProcessHandle task(int number) {
    return unshare.descendants().filter(process -> isTask(process, number)).findFirst()
        .orElseThrow(() -> new AssertionError("no task=" + number));
  }

  private static boolean isTask(ProcessHandle process, int number) {
    try {
      String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
      return environment.contains("\0SLURM_PROCID=" + number + "\0")
          && process.info().command().orElse("").endsWith("/java");
    } catch (IOException e) {
      return false;
    }
  }

  /** The first process in the namespaces. */
  private long init() {
    return unshare.children().findFirst().orElseThrow().pid();
  }

  @Override
  public void close() throws IOException {
    unshare.getOutputStream().close();
    unshare.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
