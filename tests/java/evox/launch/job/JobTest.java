package evox.launch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.pool.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {

  @TempDir
  private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,b", "a\nb", "$(id)", "é", "-a", "a.", "../x", "a'b", "01234567890123456789012345678901234567890"})
  void aNameThatIsNoPlainWordIsRefused(String name) {
    assertThatThrownBy(() -> new Trial("ada", name, "1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("experiment must be at most 40 letters, digits, dots, hyphens and underscores that begin and end with a "
            + "letter or digit, got experiment=" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "ada@site.org", "_ada", "ada-", "SITE\\ada", "SITE+ada"})
  void aUserMayBeCalledAsDirectoriesCallUsers(String name) {
    RunFolder folder = new RunFolder(root, new Trial(Trial.user(name), "scan", "1"));
    folder.create("secret");
    assertThat(root.resolve("logs").resolve(name.replace('\\', '+'))).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a b", "a/b", "-a", "é", "a\nb"})
  void aUserWhoseNameIsNoFoldersIsRefused(String name) {
    assertThatThrownBy(() -> new Trial(Trial.user(name), "scan", "1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("user must be at most 64 letters, digits, dots, hyphens, underscores, @ and + that begin with a letter, "
            + "digit or underscore, got user=" + name);
  }

  @ParameterizedTest
  @CsvSource({"5,300", "5:30,330", "1:02:03,3723", "2-0,172800", "1-2:30,95400", "1-00:00:01,86401", "'',0"})
  void aLimitIsReadAsSlurmReadsIt(String time, long seconds) {
    assertThat(new Placement(0, Allocation.ANYWHERE, HostList.parse(""), "", "", "", time).seconds()).isEqualTo(seconds);
  }

  @Test
  void whatCannotBeHandedOnIsRefusedByName() {
    assertThatThrownBy(() -> new Placement(0, Allocation.ANYWHERE, HostList.parse(""), "a\nb", "", "", ""))
        .hasMessage("partition must be one line, got a control character in partition=a?b");
    assertThatThrownBy(() -> new Placement(0, Allocation.ANYWHERE, HostList.parse(""), "", "", "", "1h"))
        .hasMessage("time must be minutes, h:mm:ss or d-hh:mm:ss, got time=1h");
    assertThatThrownBy(() -> new Container("i", List.of("/a:b"), "", Map.of()))
        .hasMessage("a mount must be SOURCE:TARGET[:FLAGS] with a target from the root and no commas, got mount=/a:b");
    assertThatThrownBy(() -> new Container("", List.of("/a:/b"), "", Map.of()))
        .hasMessage("a container must have an image, got none; give --image, or cpu_image and gpu_image in the cluster file");
    assertThatThrownBy(() -> new Container("i", List.of(), "", Map.of("writeable", "")))
        .hasMessageEndingWith(", got writeable; did you mean writable?");
    assertThatThrownBy(() -> job(Map.of("A-B", "x"))).hasMessage(
        "a variable's name must be letters, digits and underscores, got A-B");
    assertThatThrownBy(() -> job(Map.of("A", "x\0"))).hasMessage("a word must have no NUL, got x?");
    assertThatThrownBy(() -> job(Map.of("A", "\uFFFD"))).hasMessage(
        "a word must be in the locale's letters, got \uFFFD; set LC_ALL=C.UTF-8");
    assertThatThrownBy(() -> Jobs.with(Resources.cores(0.5), Jobs.ANYWHERE).cores())
        .hasMessage("cores of a process must be a whole number, got cores=0.5");
    assertThatThrownBy(() -> new RunFolder(Path.of("/a\\b"), Jobs.plain().trial()))
        .hasMessage("fileroot must have no backslash, got fileroot=/a\\b");
  }

  private static Job job(Map<String, String> environment) {
    Job plain = Jobs.plain();
    return new Job(plain.trial(), plain.command(), environment, 1, plain.each(), plain.placement(), plain.container(),
        plain.supervision());
  }

  @Test
  void eachWayToEndHasAnExitCodeOfItsOwn() {
    List<Integer> codes = Stream.of(JobState.values()).filter(JobState::hasEnded).map(JobState::exitCode).toList();
    // 2 is a mistake on the command line.
    assertThat(codes).doesNotHaveDuplicates().doesNotContain(2).hasSize(JobState.values().length - 2);
  }

  @Test
  void eachRestartWaitsTwiceAsLongUpToFiveMinutes() {
    Supervision supervision = new Supervision(99, Duration.ofSeconds(3), Duration.ZERO, 0);
    assertThat(supervision.before(0)).isEqualTo(Duration.ofSeconds(3));
    assertThat(supervision.before(2)).isEqualTo(Duration.ofSeconds(12));
    assertThat(supervision.before(98)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aRunsFolderTellsWhatWasPutIntoIt() {
    RunFolder folder = new RunFolder(root.resolve("a b"), Jobs.plain().trial());
    folder.create("secret");
    assertThat(root.resolve("a b/logs/ada/scan/1")).isDirectory();
    assertThat(root.resolve("a b/checkpoints/ada/scan/1")).isDirectory();
    RunRecord record = new RunRecord("slurm", "17", "lab", List.of("java", "\"x\"\n"), 4, "42", Map.of("java", "25"), Instant.EPOCH);
    folder.record(record);
    assertThat(folder.record()).isEqualTo(record);
    assertThat(folder.outcome()).isEmpty();
    Outcome outcome = new Outcome(JobState.NODE_FAIL, "gone", List.of("0", "137"), Instant.EPOCH);
    folder.end(outcome);
    folder.end(new Outcome(JobState.LOST, "", List.of(), Instant.EPOCH));
    assertThat(folder.outcome()).contains(outcome);
    assertThat(RunFolder.of(root.resolve("a b"), "ada")).containsExactly(folder);
    assertThat(RunFolder.of(root.resolve("a b"), "bob")).isEmpty();
  }

  @Test
  void theTokenIsItsOwnersAlone() throws IOException {
    RunFolder folder = new RunFolder(root, Jobs.plain().trial());
    folder.create("secret");
    assertThat(Files.getPosixFilePermissions(folder.token())).hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  void aTrialIsBegunOnceUnlessItWasTakenBack() {
    RunFolder folder = new RunFolder(root, Jobs.plain().trial());
    folder.create("secret");
    assertThatThrownBy(() -> folder.create("secret")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trial must be new, got trial=scan/1 with folder " + folder.logs() + "; give another --trial");
    folder.discard();
    folder.create("secret");
  }

  @Test
  void aRootThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThatThrownBy(() -> new RunFolder(file, Jobs.plain().trial()).create("secret")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fileroot must be a folder one can write to, got fileroot=" + file);
  }

  @Test
  void aRootWhoseTrialsCannotBeReadIsRefused() throws IOException {
    Path absent = root.resolve("absent");
    assertThatThrownBy(() -> RunFolder.of(absent, "ada")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fileroot must be a folder, got fileroot=" + absent
            + ", which is not there; what is launched first makes it");
    Path file = Files.createFile(root.resolve("file"));
    assertThatThrownBy(() -> RunFolder.of(file, "ada")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fileroot must be a folder, got fileroot=" + file);
    // A link to itself nobody can read, the superuser included.
    Path folder = Files.createDirectories(root.resolve("logs")).resolve("ada");
    Files.createSymbolicLink(folder, folder);
    assertThatThrownBy(() -> RunFolder.of(root, "ada")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fileroot must be a folder one can read, got fileroot=" + root + " (");
  }

  @Test
  void aContainerSeesWhatAMountShows() {
    Container container = new Container("i", List.of("/data:/d", "/data/own:/o:ro"), "", Map.of());
    assertThat(container.inside(Path.of("/data/x"))).contains(Path.of("/d/x"));
    assertThat(container.inside(Path.of("/data/own/x"))).contains(Path.of("/o/x"));
    assertThat(container.inside(Path.of("/database"))).isEmpty();
    assertThat(container.showing(Path.of("/data/x"))).isEqualTo(container);
    assertThat(container.showing(Path.of("/home/ada")).inside(Path.of("/home/ada/logs")))
        .contains(Path.of("/home/ada/logs"));
    assertThat(Container.NONE.showing(Path.of("/home"))).isEqualTo(Container.NONE);
  }

  @Test
  void aTailPassesOnWhatAFileGains() throws IOException {
    Path file = root.resolve("log");
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    LogTail tail = new LogTail(file, new PrintStream(passed));
    tail.pass();
    Files.writeString(file, "one\n");
    tail.pass();
    Files.writeString(file, "one\ntwo\n");
    tail.pass();
    tail.pass();
    Files.writeString(file, "new\n");
    tail.pass();
    assertThat(passed).hasToString("one\ntwo\nnew\n");
  }

  @Test
  void aToolThatIsNotThereOrFailsIsNamed() {
    assertThatThrownBy(() -> Tool.ask("no-such-program-of-slurm")).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no-such-program-of-slurm must be installed and on the PATH, got ");
    assertThatThrownBy(() -> Tool.require(List.of("sh", "-c", "echo first >&2; echo second >&2; exit 3"), ""))
        .hasMessage("sh must succeed, got exit code 3: first; second");
    assertThat(Tool.require(List.of("cat"), "é\n")).isEqualTo("é");
  }

  @Test
  void aFileThatSeveralSaveAtOnceIsWhatOneOfThemMade() {
    Path file = root.resolve("saved");
    IntStream.range(0, 8).parallel().forEach(i -> Tool.save(List.of("sh", "-c", "sleep 0.2; echo whole"), file));
    assertThat(file).hasContent("whole\n");
    assertThat(root).isDirectoryNotContaining("glob:**.part");
  }
}
