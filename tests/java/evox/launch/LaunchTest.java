package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.job.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a launcher that stays with its processes. */
class LaunchTest {

  private static final List<String> SHORT = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  /** Long enough to be met by what is done to it as soon as its world is there. */
  private static final List<String> LONG = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "10000", "--threads", "1", "--json");

  private static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "1000000000", "--threads", "1");

  @TempDir
  private Path root;

  @BeforeEach
  void describeTheCluster() throws IOException {
    Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"local\", \"cluster_name\": \"here\", \"fileroot\": \""
        + root.resolve("a 'root'") + "\"}");
  }

  private String[] words(String command, List<String> options, List<String> program) {
    List<String> words = new ArrayList<>(List.of(command, "--cluster", root.resolve("cluster.json").toString()));
    words.addAll(options);
    words.addAll(program);
    return words.toArray(new String[0]);
  }

  private JarProcess.Ended evox(String command, String... options) {
    return JarProcess.here().run(words(command, List.of(options), List.of()));
  }

  private void holdsToTheDigestOfOneProcess(String... options) {
    JarProcess.Ended ended = JarProcess.here().run(words("launch", List.of(options), SHORT));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("world of 3 processes by ");
    assertThat(Digests.of(ended)).isEqualTo(Digests.of(JarProcess.here().run(SHORT.toArray(new String[0]))));
  }

  @Test
  void processesOfThisMachineFormOneWorld() {
    holdsToTheDigestOfOneProcess("--mode", "local", "--processes", "3", "--trial", "a/1");
    JarProcess.Ended status = evox("status", "--trial", "a/1");
    assertThat(status.out()).contains("COMPLETED").containsPattern("exit codes +0 0 0\n").containsPattern("seed +42\n");
    assertThat(Digests.of(evox("logs", "--trial", "a/1"))).isNotEmpty();
  }

  @Test
  void processesBeyondRemoteShellsFormOneWorld() throws IOException {
    holdsToTheDigestOfOneProcess("--mode", "ssh", "--hosts", "localhost", "--remote-shell", remoteShell(), "--processes",
        "3");
  }

  /** A program that takes the place of ssh on this machine, in a folder whose name has a blank. */
  private String remoteShell() throws IOException {
    Path shell = Files.writeString(Files.createDirectories(root.resolve("my programs")).resolve("rsh"),
        "#!/bin/sh\nshift\nexec sh -c \"$*\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
    return "'" + shell + "'";
  }

  @Test
  void processesOfMpirunFormOneWorld() {
    holdsToTheDigestOfOneProcess("--mode", "mpi", "--processes", "3", "--mpirun", mpirun());
  }

  @Test
  void processesOfMpirunLeaveTheirOwnCodes() throws IOException {
    Path program = Files.writeString(root.resolve("Ends.java"),
        "void main() { System.exit(3 * Integer.parseInt(System.getenv(\"OMPI_COMM_WORLD_RANK\"))); }");
    List<String> options = List.of("--mode", "mpi", "--processes", "2", "--mpirun", mpirun(), "--trial", "codes/1");
    JarProcess.Ended ended = JarProcess.here().run(words("launch", options, List.of("run", program.toString())));
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(evox("status", "--trial", "codes/1").out()).containsPattern("exit codes +(0|unknown) 3\n");
  }

  /** Of this machine alone. */
  private static String mpirun() {
    String mpirun = "mpirun.openmpi";
    Assumptions.assumeTrue(List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, mpirun))), mpirun + " is not installed; it comes with openmpi-bin");
    return mpirun + " --allow-run-as-root --oversubscribe --mca plm isolated";
  }

  /** Longer than a process lives that nobody gives any time, or one that has lost another. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "ssh", "mpi"})
  void whatIsAskedToEndMayFirstKeepWhatItHas(String mode) throws Exception {
    Path program = Files.writeString(root.resolve("Keeps.java"), """
        import module evox.spmd;

        void main(String[] arguments) {
          World world = Spmd.initialize(arguments);
          if (world.rank() == 0) Runtime.getRuntime().addShutdownHook(new Thread(this::keep));
          world.communicator().barrier();
          if (world.rank() == 0) System.err.println("all are here");
          while (true) world.communicator().barrier();
        }

        void keep() {
          try {
            Thread.sleep(5000);
            Files.writeString(Path.of(System.getenv("EVOX_CHECKPOINTS"), "kept"), "whole");
          } catch (Exception e) {
            e.printStackTrace();
          }
        }
        """);
    List<String> how = switch (mode) {
      case "ssh" -> List.of("--hosts", "localhost", "--remote-shell", remoteShell());
      case "mpi" -> List.of("--mpirun", mpirun());
      default -> List.of();
    };
    List<String> options = new ArrayList<>(List.of("--mode", mode, "--grace", "60"));
    options.addAll(how);
    Process launcher = launch("kept/1", List.of("run", program.toString()), "all are here", options.toArray(new String[0]));
    launcher.destroy();
    assertThat(launcher.waitFor(50, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(root.resolve("err"));
    assertThat(new RunFolder(root.resolve("a 'root'"), Trial.parse(System.getProperty("user.name"), "kept/1")).checkpoints()
        .resolve("kept")).as(err).hasContent("whole");
    assertThat(err).doesNotContain("a launcher must stay");
  }

  @Test
  void processesJoinAPoolThatRuns() throws Exception {
    Path program = Files.writeString(root.resolve("Head.java"), """
        import module evox.spmd;

        void main() {
          try (Pool pool = Pool.open(PoolSettings.processes(0).open("127.0.0.1", 0, System.getenv("EVOX_TOKEN")))) {
            IO.println(pool.port());
            pool.await(2, Duration.ofSeconds(100));
            IO.println(pool.map(x -> x * x, List.of(0, 1, 2, 3)));
          }
        }
        """);
    Path out = root.resolve("out");
    Process head = JarProcess.here().with("EVOX_TOKEN", "secret").start(out, root.resolve("err"), List.of(), "run",
        program.toString());
    LocalWorld.await(() -> lines(out).size() == 1);
    JarProcess.Ended launched = JarProcess.here().with("EVOX_TOKEN", "secret").run(words("launch", List.of("--mode", "pool", "--pool",
        "127.0.0.1:" + lines(out).getFirst(), "--processes", "2", "--trial", "pool/1"), List.of("run", program.toString())));
    assertThat(launched.code()).as(launched.err()).isZero();
    assertThat(head.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(lines(out)).hasSize(2).endsWith("[0, 1, 4, 9]");
    assertThat(evox("status", "--trial", "pool/1").out()).contains("COMPLETED").containsPattern("exit codes +0 0\n");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLauncherThatIsKilledLeavesNoProcess() throws Exception {
    Process launcher = launchEndless("kill/1");
    List<ProcessHandle> children = launcher.descendants().toList();
    assertThat(children).hasSize(2);
    launcher.destroyForcibly().waitFor();
    for (ProcessHandle child : children) child.onExit().get(120, TimeUnit.SECONDS);
    assertThat(evox("wait", "--trial", "kill/1").code()).isEqualTo(8);
  }

  @Test
  void aLaunchedJobCanBeStoppedFromElsewhere() throws Exception {
    Process launcher = launchEndless("stop/1");
    List<ProcessHandle> children = launcher.descendants().toList();
    JarProcess.Ended stopped = evox("stop", "--trial", "stop/1");
    assertThat(stopped.out()).isEqualTo("stop/1  CANCELLED\n");
    assertThat(launcher.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThat(evox("wait", "--trial", "stop/1").code()).isEqualTo(3);
  }

  private Process launchEndless(String trial) throws IOException {
    return launch(trial, ENDLESS, "generation ");
  }

  /** Starts two processes and waits until they have said something. */
  private Process launch(String trial, List<String> program, String said, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--processes", "2", "--trial", trial));
    options.addAll(List.of(more));
    Process launcher = JarProcess.here().start(root.resolve("out"), root.resolve("err"), List.of(),
        words("launch", options, program));
    LocalWorld.await(() -> {
      try {
        return Files.readString(root.resolve("err")).contains(said);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    return launcher;
  }

  @Test
  void aKilledProcessIsTheJobsFailureUnlessItMayBeStartedAgain() throws Exception {
    Process launcher = launchEndless("lost/1");
    launcher.descendants().findFirst().orElseThrow().destroyForcibly();
    assertThat(launcher.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(evox("status").out()).contains("lost/1  local ").contains("  FAILED (exit code 137 of process ");
  }

  @Test
  void aKilledProcessIsStartedAgainAndTheDigestIsThatOfOneProcess() throws Exception {
    Process launcher = launch("again/1", LONG, "world of 2", "--restarts", "1", "--backoff", "0");
    launcher.descendants().findFirst().orElseThrow().destroyForcibly();
    assertThat(launcher.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(root.resolve("err"));
    assertThat(launcher.exitValue()).as(err).isZero();
    assertThat(err).contains("; restart 1 of 1 with 2 processes in 0.0 s\n");
    assertThat(Digests.of(evox("logs", "--trial", "again/1")))
        .isEqualTo(Digests.of(JarProcess.here().run(LONG.toArray(new String[0]))));
  }

  @Test
  void aLaterProcessThatWasGivenALaunchersNumberIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "1000").start();
    try {
      RunFolder folder = new RunFolder(root.resolve("a 'root'"), Trial.parse(System.getProperty("user.name"), "old/1"));
      folder.create("secret");
      folder.record(new RunRecord("local", other.pid() + ".1@" + InetAddress.getLocalHost().getHostName(), "here",
          List.of("java"), 1, "", Map.of(), Instant.now()));
      assertThat(evox("stop", "--trial", "old/1").out()).isEqualTo("old/1  LOST (its launcher has gone without a word)\n");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void lettersBeyondAsciiArriveAsTheyWereGiven() throws Exception {
    Assumptions.assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "this test's locale has ASCII alone");
    Path folder = Files.createDirectory(root.resolve("données"));
    Path cluster = Files.writeString(folder.resolve("cluster.json"),
        "{\"cluster_type\": \"local\", \"cluster_name\": \"ici\", \"fileroot\": \"" + folder + "\"}");
    Path program = Files.writeString(folder.resolve("Écho.java"),
        "void main(String[] words) { System.out.print(System.getenv(\"ODD\") + \"|\" + words[0] + \"|\"); }");
    for (String mode : List.of("local", "ssh")) {
      List<String> words = new ArrayList<>(List.of("launch", "--cluster", cluster.toString(), "--mode", mode, "--trial",
          "odd/" + mode, "--env", "ODD=naïve Ω 😀"));
      if (mode.equals("ssh")) words.addAll(List.of("--hosts", "localhost", "--remote-shell", remoteShell()));
      words.addAll(List.of("run", program.toString(), "größer ∞"));
      JarProcess.Ended ended = JarProcess.here().with("LC_ALL", "C.UTF-8").run(words.toArray(new String[0]));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).isEqualTo("naïve Ω 😀|größer ∞|");
    }
  }

  @Test
  void anOptionThatTheModeDoesNotHaveIsRefused() {
    JarProcess.Ended ended = JarProcess.here().run(words("launch", List.of("--partition", "gpu"), SHORT));
    assertThat(ended).isEqualTo(new JarProcess.Ended(2, "", "--partition must be for mode slurm, got mode=local\n"));
    assertThat(root.resolve("a 'root'")).doesNotExist();
  }

  @Test
  void whatTheEnvironmentSaysOfTheProcessesReachesThoseElsewhere() {
    JarProcess.Ended ended = JarProcess.here().with("EVOX_TLS", "on").with("EVOX_DEADLINE", "30").with("EVOX_INTERFACE", "ib7")
        .run(words("launch", List.of("--dry-run", "--mode", "ssh", "--hosts", "n1", "--env", "EVOX_DEADLINE=40"), SHORT));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith(root.resolve("a 'root'") + "/logs/").contains("/variables:\n"
        + "export EVOX_DEADLINE=40\nexport EVOX_INTERFACE=ib7\nexport EVOX_TLS=on\nssh ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "mpi"})
  void whatCouldNotBeStartedLeavesItsNameFree(String mode) {
    String[] words = words("launch", List.of("--mode", mode, "--hosts", "n1", mode.equals("ssh") ? "--remote-shell" : "--mpirun",
        "no-such-program", "--trial", "new/1"), SHORT);
    for (int i = 0; i < 2; i++) {
      JarProcess.Ended ended = JarProcess.here().run(words);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("no-such-program").doesNotContain("a trial must be new");
    }
    assertThat(evox("status").out()).isEmpty();
  }

  @Test
  void aDryRunDoesNothing() {
    JarProcess.Ended ended = JarProcess.here().run(words("launch", List.of("--dry-run", "--processes", "2"), SHORT));
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).hasLineCount(2).contains("EVOX_PROCESS_ID=1");
    assertThat(root.resolve("a 'root'")).doesNotExist();
  }

  @Test
  void aNewTrialMustHaveANewName() {
    holdsToTheDigestOfOneProcess("--processes", "3", "--trial", "a/1");
    JarProcess.Ended again = JarProcess.here().run(words("launch", List.of("--trial", "a/1"), SHORT));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).startsWith("a trial must be new, got trial=a/1 with folder ").hasLineCount(1);
  }

  @Test
  void aLaunchThatOnlyASchedulerCanLeaveAloneIsNoSubmission() {
    JarProcess.Ended ended = JarProcess.here().run(words("submit", List.of(), SHORT));
    assertThat(ended).isEqualTo(new JarProcess.Ended(2, "", "a job must be handed to a scheduler, got mode=local; use launch\n"));
  }
}
