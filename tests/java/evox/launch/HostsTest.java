package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar on three hosts with wires between them: the bits of one process, and an end for all when one host is lost. */
class HostsTest {

  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Milliseconds each way, and frames lost in a hundred. */
  private static final double DELAY = 2;
  private static final double LOSS = 1;

  /** Short, but not so short that a busy machine looks like a lost host. */
  private static final int DEADLINE_SECONDS = 4;

  /** Longer than any deadline here, on a busy machine. */
  private static final int SECONDS = 60;

  static final Map<String, String> ROOT = Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");

  /** Works until something ends it. */
  private static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--population", "6", "--generations", "1000000000", "--threads", "1", "--deadline",
      Integer.toString(DEADLINE_SECONDS));

  private static List<String> solve(String algorithm, String problem, int population) {
    return List.of("solve", "--algorithm", algorithm, "--problem", problem, "--dimension", "7", "--population",
        Integer.toString(population), "--generations", "8", "--threads", "1", "--json");
  }

  static List<String> jar(List<String> words, String... more) {
    List<String> command = new ArrayList<>(List.of(JAVA, "-jar", JarProcess.JAR.toString()));
    command.addAll(words);
    command.addAll(List.of(more));
    return command;
  }

  private static List<String> alone(List<String> solve) {
    return Digests.in(JarProcess.here().run(solve.toArray(new String[0])).out());
  }

  @Test
  void startedByHandTheyHaveTheDigestOfOneProcess() throws Exception {
    try (Hosts hosts = Hosts.start("host", 3, DELAY, LOSS)) {
      int port = 5000;
      for (List<String> solve : List.of(solve("PSO", "ackley", 70), solve("DE", "rastrigin", 45),
          solve("OpenES", "sphere", 66), solve("CMAES", "sphere", 9), solve("NSGA2", "zdt1", 20))) {
        // Each world begins with another host, and the coordinator comes last in some.
        ByHand world = ByHand.start(hosts, ++port, solve, port % 3);
        world.end();
        assertThat(world.codes()).as(world.err(0)).containsExactly(0, 0, 0);
        assertThat(world.err(0)).contains("world of 3 processes by arguments, transport sockets\n");
        assertThat(Digests.in(world.out(0))).hasSize(1).isEqualTo(alone(solve));
      }
    }
  }

  @Test
  void startedByMpirunTheyHaveTheDigestOfOneProcess() throws Exception {
    Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    try (Hosts hosts = Hosts.start("host", 3, DELAY, LOSS)) {
      List<String> solve = solve("PSO", "ackley", 70);
      List<String> alone = alone(solve);
      for (String asked : List.of("mpi", "auto")) {
        JarProcess.Ended ended = hosts.run(Hosts.LOGIN, ROOT,
            mpirun(hosts, 2, 5, jar(solve, "--transport", asked)).toArray(new String[0]));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Digests.in(ended.out())).isEqualTo(alone);
        assertThat(ended.err()).contains("world of 5 processes by OMPI_COMM_WORLD_RANK, transport "
            + (asked.equals("mpi") ? "mpi" : "shared+mpi") + "\n");
      }
    }
  }

  static List<String> mpirun(Hosts hosts, int slots, int processes, List<String> program) throws Exception {
    Path file = Files.writeString(hosts.folder().resolve("list"), "host1 slots=" + slots + "\nhost2 slots=" + slots
        + "\nhost3 slots=" + slots + "\n");
    List<String> words = new ArrayList<>(List.of("mpirun.openmpi", "--mca", "plm_rsh_agent", hosts.shell(), "--hostfile",
        file.toString(), "-n", Integer.toString(processes), "env"));
    words.addAll(program);
    return words;
  }

  @ParameterizedTest
  @CsvSource({"cut, 1", "freeze, 2", "darken, 1", "darken, 0"})
  void aLostHostEndsTheOthersOverSockets(String how, int rank) throws Exception {
    try (Hosts hosts = Hosts.start("host", 3)) {
      ByHand world = ByHand.start(hosts, 5000, ENDLESS, 0);
      awaitWork(world.processes().get(0), ByHand.file(hosts, 5000, 0, "err"));
      hosts.strike(how, "host" + (rank + 1));
      for (int id = 0; id < 3; id++) {
        if (id == rank) continue;
        assertThat(world.end(id)).isNotZero();
        assertLost(world.err(id), rank);
      }
    }
  }

  private static void assertLost(String err, int rank) {
    assertThat(err.lines().filter(line -> line.contains("rank="))).as(err).hasSize(1).allMatch(line -> line.matches(
        "(a|every) rank must .*, got .* from rank=" + rank + " on host=host" + (rank + 1)
            + ", collective=(all-gather|broadcast)"));
  }

  @ParameterizedTest
  @CsvSource({"ssh, EVOX_PROCESS_ID, shared+sockets", "mpi, OMPI_COMM_WORLD_RANK, shared+mpi"})
  void aLaunchOverThreeHostsHasTheDigestOfOneProcess(String mode, String rule, String transport) throws Exception {
    if (mode.equals("mpi")) Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    try (Hosts hosts = Hosts.start("host", 3)) {
      List<String> solve = solve("PSO", "ackley", 70);
      JarProcess.Ended ended = hosts.run(Hosts.LOGIN, ROOT,
          launch(hosts, mode, solve, "--processes", "4").toArray(new String[0]));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("world of 4 processes by " + rule + ", transport " + transport + "\n");
      assertThat(Digests.in(ended.out())).hasSize(1).isEqualTo(alone(solve));
    }
  }

  /** As trial 1 of this experiment, from where one logs in. */
  private static List<String> launch(Hosts hosts, String mode, List<String> program, String... options) throws Exception {
    Path cluster = Files.writeString(hosts.folder().resolve("cluster.json"),
        "{\"cluster_type\": \"local\", \"cluster_name\": \"here\", \"fileroot\": \"" + hosts.folder() + "\"}");
    List<String> words = jar(List.of("launch", "--cluster", cluster.toString(), "--trial", "hosts/1", "--hosts", "host[1-3]",
        "--mode", mode), options);
    words.addAll(mode.equals("ssh") ? List.of("--remote-shell", hosts.shell())
        : List.of("--mpirun", "mpirun.openmpi --mca plm_rsh_agent " + hosts.shell() + " --mca oob_tcp_keepalive_time 300"));
    words.addAll(program);
    return words;
  }

  @Test
  void aLauncherThatIsKilledLeavesNoProcessOnAnyHost() throws Exception {
    try (Hosts hosts = Hosts.start("host", 3)) {
      Path err = hosts.folder().resolve("err");
      Process login = hosts.start(Hosts.LOGIN, hosts.folder().resolve("out"), err, Map.of(),
          launch(hosts, "ssh", ENDLESS, "--processes", "3"));
      awaitWork(login, err);
      List<ProcessHandle> workers = login.descendants().filter(process -> isJava(process, "EVOX_PROCESS_ID=")).toList();
      assertThat(workers).hasSize(3);
      login.descendants().filter(process -> isJava(process, "")).filter(process -> !workers.contains(process)).findFirst()
          .orElseThrow().destroyForcibly();
      LocalWorld.await(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static boolean isJava(ProcessHandle process, String variable) {
    Path environment = Path.of("/proc/" + process.pid() + "/environ");
    try {
      return process.info().command().orElse("").endsWith("/java")
          && Files.readString(environment, StandardCharsets.ISO_8859_1).contains(variable);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aLaunchGoesOnWithoutALostHostToTheDigestOfOneProcess() throws Exception {
    try (Hosts hosts = Hosts.start("host", 3)) {
      List<String> solve = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2",
          "--generations", "10000", "--threads", "1", "--deadline", Integer.toString(DEADLINE_SECONDS), "--json");
      Path out = hosts.folder().resolve("out");
      Path err = hosts.folder().resolve("err");
      Process login = hosts.start(Hosts.LOGIN, out, err, Map.of(),
          launch(hosts, "ssh", solve, "--processes", "3", "--restarts", "1", "--backoff", "0", "--minimum", "2", "--grace",
              "1"));
      LocalWorld.await(() -> ByHand.text(err).contains("world of 3 processes") || !login.isAlive());
      hosts.strike("darken", "host2");
      assertThat(login.waitFor(SECONDS, TimeUnit.SECONDS)).as(ByHand.text(err)).isTrue();
      assertThat(login.exitValue()).as(ByHand.text(err)).isZero();
      assertThat(ByHand.text(err)).contains("; restart 1 of 1 with 2 processes in 0.0 s\n").contains("world of 2 processes");
      assertThat(Digests.in(ByHand.text(out))).hasSize(1).isEqualTo(alone(solve));
    }
  }

  @Test
  void anotherJarOnAHostIsNamed() throws Exception {
    try (Hosts hosts = Hosts.start("host", 3)) {
      Path other = Files.copy(JarProcess.JAR, hosts.folder().resolve("other.jar"));
      try (FileSystem jar = FileSystems.newFileSystem(other)) {
        Files.writeString(jar.getPath("of-another-version"), "");
      }
      String own = JarProcess.JAR.toString();
      assertThat(hosts.run("host2", Map.of(), "mount", "--bind", other.toString(), own).code()).isZero();
      JarProcess.Ended ended = hosts.run(Hosts.LOGIN, Map.of(),
          launch(hosts, "ssh", solve("PSO", "ackley", 70), "--processes", "3").toArray(new String[0]));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).containsPattern("all must run the same jar and program with the same arguments, .* from id=1");
    }
  }

  /** Without the keep-alives: it is the launcher that sees that ranks have ended, while mpirun goes on waiting. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "freeze", "darken"})
  void aLostHostEndsTheOthersAndMpirunWithItsLauncher(String how) throws Exception {
    Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    try (Hosts hosts = Hosts.start("host", 3)) {
      Path err = hosts.folder().resolve("err");
      Process launcher = hosts.start(Hosts.LOGIN, hosts.folder().resolve("out"), err, ROOT,
          launch(hosts, "mpi", ENDLESS, "--processes", "3", "--grace", "1"));
      awaitWork(launcher, err);
      hosts.strike(how, "host2");
      assertThat(launcher.waitFor(SECONDS, TimeUnit.SECONDS)).as(ByHand.text(err)).isTrue();
      assertThat(launcher.exitValue()).as(ByHand.text(err)).isEqualTo(1);
      assertThat(ByHand.text(err)).containsPattern("rank must .* rank=1 on host=host2, collective=(all-gather|broadcast)\n")
          // Killed, or crashed when it was asked to hurry.
          .containsPattern("the processes must all end well, got exit code [1-9][0-9]* of process 0");
    }
  }

  /** Once the first generations are through, all have found one another. */
  private static void awaitWork(Process process, Path err) {
    LocalWorld.await(() -> ByHand.text(err).contains("generation ") || !process.isAlive());
    assertThat(process.isAlive()).as(ByHand.text(err)).isTrue();
  }
}
