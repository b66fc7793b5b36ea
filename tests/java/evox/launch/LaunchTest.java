package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a launcher that stays with its processes. */
class LaunchTest extends LaunchesHere {

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

  @Test
  void processesOfMpirunFormOneWorld() {
    holdsToTheDigestOfOneProcess("--mode", "mpi", "--processes", "3", "--mpirun", mpirun());
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
