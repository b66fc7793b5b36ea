package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.job.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How processes end that a launcher stays with. */
class LaunchEndTest extends LaunchesHere {

  /** Long enough to be met by what is done to it as soon as its world is there. */
  private static final List<String> LONG = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "10000", "--threads", "1", "--json");

  private static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "1000000000", "--threads", "1");

  @Test
  void processesOfMpirunLeaveTheirOwnCodes() throws IOException {
    // The second fails once the first has gone: mpirun would end it in its midst.
    Path program = Files.writeString(root.resolve("Ends.java"), """
        void main(String[] words) throws Exception {
          Path first = Path.of(words[0]);
          if (System.getenv("OMPI_COMM_WORLD_RANK").equals("0")) {
            Files.writeString(Path.of(words[0] + ".part"), "" + ProcessHandle.current().pid());
            Files.move(Path.of(words[0] + ".part"), first);
            return;
          }
          while (!Files.exists(first)) Thread.sleep(20);
          while (ProcessHandle.of(Long.parseLong(Files.readString(first))).isPresent()) Thread.sleep(20);
          System.exit(3);
        }
        """);
    List<String> options = List.of("--mode", "mpi", "--processes", "2", "--mpirun", mpirun(), "--trial", "codes/1");
    JarProcess.Ended ended = JarProcess.here().run(words("launch", options,
        List.of("run", program.toString(), root.resolve("first").toString())));
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(evox("status", "--trial", "codes/1").out()).containsPattern("exit codes +(0|unknown) 3\n");
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
}
