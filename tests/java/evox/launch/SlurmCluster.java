package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Slurm with nodes of its own on this machine, for as long as this is open. */
final class SlurmCluster implements AutoCloseable {

  /** The variable that names the file of Pyxis, which its nodes then have. */
  static final String PYXIS = "EVOX_TEST_PYXIS";

  private static final Path SCRIPT = Path.of("tests/resources/evox/launch/slurm.sh");

  private final Hosts hosts;
  private final int nodes;

  private SlurmCluster(Hosts hosts, int nodes) {
    this.hosts = hosts;
    this.nodes = nodes;
  }

  /** Starts it with so many nodes; the test is skipped where Slurm is not installed or namespaces are not allowed. */
  static SlurmCluster start(int nodes) throws Exception {
    Hosts.requireInstalled("slurmctld", "slurmctld");
    Hosts.requireInstalled("slurmd", "slurmd");
    Hosts.requireInstalled("srun", "slurm-client");
    Hosts.requireInstalled("munged", "munge");
    Hosts hosts = Hosts.start("node", nodes);
    try {
      String pyxis = System.getenv(PYXIS);
      Map<String, String> environment = pyxis == null ? Map.of() : Map.of(PYXIS, pyxis);
      JarProcess.Ended ended = hosts.run(Hosts.LOGIN, environment, "sh", SCRIPT.toString(), hosts.folder().toString(),
          Integer.toString(nodes));
      assertThat(ended).isEqualTo(new JarProcess.Ended(0, "", ""));
      return new SlurmCluster(hosts, nodes);
    } catch (Throwable t) {
      hosts.close();
      throw t;
    }
  }

  /** Starts a command at the node where one logs in, with both outputs to files. */
  Process login(Path out, Path err, List<String> command) throws IOException {
    return hosts.start(Hosts.LOGIN, out, err, environment(), command);
  }

  /** Runs a command at the node where one logs in, to its end. */
  JarProcess.Ended run(String... command) throws Exception {
    return hosts.run(Hosts.LOGIN, environment(), command);
  }

  private Map<String, String> environment() {
    return Map.of("SLURM_CONF", hosts.folder().resolve("slurm.conf").toString(), "OMPI_ALLOW_RUN_AS_ROOT", "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
  }

  /** Starts its controller anew, without what it knew of jobs; returns once all nodes have come back to it. */
  void forget() throws Exception {
    JarProcess.Ended ended = hosts.run(Hosts.LOGIN, environment(), "sh", SCRIPT.toString(), hosts.folder().toString(),
        Integer.toString(nodes), "forget");
    assertThat(ended).isEqualTo(new JarProcess.Ended(0, "", ""));
  }

  /** The process that a step started as its task of this number. */
  ProcessHandle task(int number) {
    return hosts.processes().filter(process -> isTask(process, number)).findFirst()
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

  @Override
  public void close() throws IOException {
    hosts.close();
  }
}
