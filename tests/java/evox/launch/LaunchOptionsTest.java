package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.launch.kubernetes.Kind;
import evox.world.ProcessWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of launch and submit: each is honoured or refused. */
class LaunchOptionsTest {

  /** What a launcher that stays with its processes does itself, and what is told to kubectl beside the manifest. */
  private static final List<String> BESIDE_THE_TEXT = List.of("--restarts", "--backoff", "--grace", "--minimum",
      "--namespace");

  @TempDir
  private Path root;

  private Path cluster;

  @BeforeEach
  void describeTheCluster() throws IOException {
    describeTheCluster("local", "{\"n2\": \"a100\", \"n\": \"g8\"}");
  }

  private void describeTheCluster(String type, String nodeTypes) throws IOException {
    cluster = Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"" + type
        + "\", \"cluster_name\": \"here\", \"fileroot\": \"" + root
        + "\", \"node_name_prefix\": \"com\", \"node_type_from_node_name\": " + nodeTypes + "}");
  }

  private Given given(String... optionsAndValues) {
    Given given = new Given();
    given.add(option("--cluster"), cluster.toString());
    given.add(option("--trial"), "a/1");
    given.add(option("--jar"), "/evox.jar");
    for (int i = 0; i < optionsAndValues.length; i += 2) given.add(option(optionsAndValues[i]), optionsAndValues[i + 1]);
    given.addParameter("info");
    return given;
  }

  private static Option option(String name) {
    return LaunchOptions.ALL.stream().filter(option -> option.name().equals(name)).findFirst().orElseThrow();
  }

  /** With what a mode can't do without. */
  private Given in(Mode mode) {
    return switch (mode) {
      case LOCAL -> given("--mode", mode.word());
      case SSH, MPI, SLURM -> given("--mode", mode.word(), "--hosts", "n[1-3]");
      case KUBERNETES -> given("--mode", mode.word(), "--hosts", "n[1-3]", "--image", "evox");
      case POOL -> given("--mode", mode.word(), "--pool", "head:5000");
    };
  }

  private static String text(Given given) {
    return Submission.of(given).text();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "--nodes        | 2          | slurm",
      "--exclude      | n1         | ssh or mpi or slurm or kubernetes",
      "--node-type    | a100       | ssh or mpi or slurm or kubernetes",
      "--cores        | 2          | slurm or kubernetes",
      "--memory       | 1G         | slurm or kubernetes",
      "--gpus         | 1          | slurm or kubernetes",
      "--resource     | a=1        | slurm or kubernetes",
      "--partition    | p          | slurm",
      "--account      | p          | slurm",
      "--constraint   | p          | slurm",
      "--limit        | 5          | slurm or kubernetes",
      "--env          | A=b        | local or ssh or mpi or slurm or kubernetes or pool",
      "--image        | other      | slurm or kubernetes",
      "--mount        | /a:/b      | slurm or kubernetes",
      "--workdir      | /work      | slurm or kubernetes",
      "--container    | writable   | slurm",
      "--restarts     | 2          | local or ssh or mpi or slurm or kubernetes or pool",
      "--backoff      | 2          | local or ssh or mpi or pool",
      "--grace        | 2          | local or ssh or mpi or kubernetes or pool",
      "--minimum      | 1          | ssh",
      "--pool         | head:6000  | local or ssh or mpi or slurm or kubernetes or pool",
      "--remote-shell | rsh        | ssh",
      "--mpirun       | mpirun.mpi | mpi",
      "--kind         | jobset     | kubernetes",
      "--namespace    | mine       | kubernetes",
      "--label        | a=b        | kubernetes",
      "--java         | /java      | local or ssh or mpi or slurm or kubernetes or pool"})
  void anOptionIsHandedOnOrRefusedWithTheModesThatHaveIt(String name, String value, String modes) {
    for (Mode mode : Mode.values()) {
      Given given = in(mode);
      String without = text(given);
      // A container's options want its image.
      if (List.of("--mount", "--workdir", "--container").contains(name) && !given.has("--image") && mode == Mode.SLURM) {
        given.add(option("--image"), "evox");
      }
      if (given.has(name)) continue;
      given.add(option(name), value);
      if (!Arrays.asList(modes.split(" or ")).contains(mode.word())) {
        assertThatThrownBy(() -> Submission.of(given)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage(name + " must be for mode " + modes + ", got mode=" + mode.word());
      } else if (!BESIDE_THE_TEXT.contains(name)) {
        assertThat(text(given)).as("%s in mode %s", name, mode.word()).isNotEqualTo(without);
      }
    }
  }

  @Test
  void modePoolIsThatOfRealsRayAndMustKnowThePool() throws IOException {
    describeTheCluster("ray", "{}");
    assertThat(text(given("--pool", "head:6000"))).contains("EVOX_POOL=head:6000");
    assertThatThrownBy(() -> Submission.of(given())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mode pool must know the pool to join, got none; give --pool HOST:PORT or set EVOX_POOL");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--limit    | 5 | job or jobset or mpijob",
      "--restarts | 2 | job or statefulset or jobset or mpijob or dijob"})
  void whatAKindOfKubernetesCannotDoIsRefused(String name, String value, String kinds) {
    for (Kind kind : Kind.values()) {
      Given given = in(Mode.KUBERNETES);
      given.add(option("--kind"), kind.word());
      String without = text(given);
      given.add(option(name), value);
      if (Arrays.asList(kinds.split(" or ")).contains(kind.word())) {
        assertThat(text(given)).as("%s of %s", name, kind.word()).isNotEqualTo(without);
      } else {
        assertThatThrownBy(() -> Submission.of(given)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage(name + " must be for kind " + kinds + ", got kind=" + kind.word());
      }
    }
  }

  @Test
  void aJobSetsTimeWouldBeCountedAnewWithEachRestart() {
    Given given = in(Mode.KUBERNETES);
    for (String word : List.of("--kind jobset", "--limit 5", "--restarts 0")) {
      given.add(option(word.split(" ")[0]), word.split(" ")[1]);
    }
    assertThat(text(given)).contains("\"activeDeadlineSeconds\" : 300").contains("\"maxRestarts\" : 0");
    Given restarting = in(Mode.KUBERNETES);
    for (String word : List.of("--kind jobset", "--limit 5", "--restarts 2")) {
      restarting.add(option(word.split(" ")[0]), word.split(" ")[1]);
    }
    assertThatThrownBy(() -> text(restarting)).hasMessage("a job's time must be counted once, got --limit and --restarts for "
        + "kind=jobset, which counts anew with each restart; use --kind job, or leave out one of them");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--restarts | 4294967296 | --restarts must be below 2^31, got --restarts=4294967296",
      "--restarts | -1         | --restarts must be 0 or more, got --restarts=-1",
      "--minimum  | 4294967297 | --minimum must be below 2^31, got --minimum=4294967297",
      "--minimum  | 0          | --minimum must be 1 or more, got --minimum=0"})
  void aNumberThatIsNoneIsRefused(String name, String value, String answer) {
    Given given = in(Mode.SSH);
    given.add(option(name), value);
    assertThatThrownBy(() -> Submission.of(given)).isInstanceOf(IllegalArgumentException.class).hasMessage(answer);
  }

  @Test
  void hostsAreChosenByTheirNumbersAndTypes() throws IOException {
    describeTheCluster("slurm", "{\"com0[1-2]\": \"a100\", \"com\": \"g8\"}");
    assertThat(text(given("--hosts", "[01-03],7,gate1", "--exclude", "02")))
        .contains("\"--nodelist=com[01,03,7],gate1\"\n").contains("--exclude=com02\n");
    assertThat(text(given("--hosts", "[01-04]", "--node-type", "g8"))).contains("\"--nodelist=com[03-04]\"\n");
    assertThatThrownBy(() -> text(given("--hosts", "[03-04]", "--node-type", "a100")))
        .hasMessage("a host must be of node type a100, got hosts=com[03-04]");
    assertThatThrownBy(() -> text(given("--hosts", "03", "--node-type", "a10")))
        .hasMessage("node type must be one of a100, g8, got a10; did you mean a100?");
    assertThatThrownBy(() -> text(given("--mode", "ssh", "--node-type", "g8")))
        .hasMessage("--node-type must choose among hosts, got none; give --hosts");
  }

  @Test
  void gpusByTheirNumbersAreAskedForAndGetTheImageForGpus() throws IOException {
    cluster = Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"slurm\", \"cluster_name\": \"here\", "
        + "\"fileroot\": \"" + root + "\", \"cpu_image\": \"none\", \"gpu_image\": \"ours\"}");
    assertThat(text(given("--hosts", "n1:0,2"))).contains("#SBATCH --gres=gpu:3\n").contains(" --container-image=ours ");
  }

  @Test
  void trialsOfOneSecondHaveNamesOfTheirOwn() {
    Given given = new Given();
    given.add(option("--cluster"), cluster.toString());
    given.add(option("--jar"), "/evox.jar");
    given.addParameter("info");
    Submission submission = Submission.of(given);
    String name = submission.folder().trial().toString();
    for (String end : List.of("", "-2", "-3")) {
      assertThat(submission.begun().folder().trial()).hasToString(name + end);
      assertThat(root.resolve("logs/" + System.getProperty("user.name") + "/" + name + end)).isDirectory();
    }
  }

  @Test
  void whereProcessesMeetIsNotToBeSaid() {
    Given given = in(Mode.SSH).with(ProcessWords.read("--coordinator", "n1:6000"));
    assertThatThrownBy(() -> Submission.of(given)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("where processes meet must be left to what launches them, got --coordinator=n1:6000");
  }

  @Test
  void anInterfaceIsOneOfTheMachinesWhereTheProcessesRun() {
    assertThat(text(in(Mode.SSH).with(ProcessWords.read("--interface", "ib7")))).contains(" --interface ib7 info");
    assertThatThrownBy(() -> Submission.of(in(Mode.SSH).with(ProcessWords.read("--deadline", "soon"))))
        .hasMessage("--deadline must be a number of seconds, 0.1 or more, got --deadline=soon");
  }

  @Test
  void aCommandThatIsNoneIsRefused() {
    Given none = in(Mode.SSH);
    none.add(option("--remote-shell"), " ");
    assertThatThrownBy(() -> Submission.of(none)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--remote-shell must name a program, got none");
    Given open = in(Mode.MPI);
    open.add(option("--mpirun"), "mpirun 'a b");
    assertThatThrownBy(() -> Submission.of(open)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quote must be closed, got ' open in mpirun 'a b");
  }

  @Test
  void aRemoteShellsWordsMayHaveBlanks() {
    Given given = in(Mode.SSH);
    given.add(option("--remote-shell"), "ssh -F '/my keys/config' -o \"ProxyCommand=ssh -W %h:%p gate\"");
    assertThat(text(given)).startsWith("ssh -F '/my keys/config' -o 'ProxyCommand=ssh -W %h:%p gate' n1 ");
  }
}
