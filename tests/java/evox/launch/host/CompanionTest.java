package evox.launch.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.Jobs;
import evox.launch.job.Outcome;
import evox.launch.job.Placement;
import evox.launch.job.RunFolder;
import evox.launch.job.Supervision;
import evox.launch.job.Trial;
import evox.pool.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes whose launcher stays with them. */
class CompanionTest {

  /** A letter beyond ASCII, where the locale of this test has it. */
  private static final String LETTER = System.getProperty("sun.jnu.encoding").equals("UTF-8") ? "é" : "e";

  private static final List<String> EXACT = List.of("a b", "c,d", "\"e\"", "'f'", "g\nh", "$(touch harmed)", "`touch harmed`", "\\" + LETTER);

  @TempDir
  private Path root;

  private static Job on(String hosts, Map<String, String> environment) {
    Placement placement = new Placement(0, Allocation.parse(hosts), HostList.parse(""), "", "", "", "");
    return new Job(new Trial("ada", "scan", "1"), List.of("java", "-jar", "/o p/evox.jar", "solve"), environment, 5,
        Resources.NONE, placement, Container.NONE, Supervision.NONE);
  }

  private static String text(Companion launcher, Job job) {
    return launcher.text(job, new RunFolder(Path.of("/data"), job.trial()));
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("tests/resources/evox/launch/golden", name));
  }

  @Test
  void localProcessesMeetAtAFile() throws IOException {
    assertThat(text(new Local(), Jobs.plain())).isEqualTo(golden("local.txt"));
  }

  @Test
  void processesBeyondRemoteShellsMeetAtTheFirstHost() throws IOException {
    assertThat(text(new Ssh(Ssh.SHELL, Path.of("/work dir")), on("NODE[01-02]", Map.of("ODD", "a b,'$(id)'\n\"é\""))))
        .isEqualTo(golden("ssh.txt"));
  }

  @Test
  void mpirunIsGivenItsHostsByAFile() throws IOException {
    assertThat(text(new Mpi(Mpi.MPIRUN), on("NODE[01-02]", Map.of("ODD", "a b,'$(id)'")))).isEqualTo(golden("mpi.txt"));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,5,3 2", "3,7,3 2 2", "3,2,1 1", "4,4,1 1 1 1"})
  void slotsAreAsManyAsProcessesAndEvenlyDivided(int hosts, int processes, String slots) {
    List<String> names = HostList.parse("n[1-" + hosts + "]").hosts();
    assertThat(Mpi.hostFile(names, processes).lines().map(line -> line.replaceFirst(".*=", ""))
        .reduce((a, b) -> a + " " + b)).contains(slots);
  }

  @Test
  void hostsThatCouldBeTakenForOptionsAreRefused() {
    for (Companion launcher : List.of(new Ssh(Ssh.SHELL, root), new Mpi(Mpi.MPIRUN))) {
      assertThatThrownBy(() -> text(launcher, on("n1,-oProxyCommand=id", Map.of()))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a host's name must not begin with -, got host=-oProxyCommand=id");
    }
  }

  @Test
  void modesThatNeedHostsAskForThem() {
    assertThatThrownBy(() -> text(new Ssh(Ssh.SHELL, root), Jobs.plain()))
        .hasMessage("mode ssh must have hosts, got none; give --hosts");
    assertThatThrownBy(() -> text(new Local(), on("n1", Map.of())))
        .hasMessage("processes of this machine must stay on it, got hosts=n1; give --mode ssh or mpi for others");
  }

  /** A remote shell that is none: it hands the line to a shell here, as ssh does on the other side. */
  private static final List<String> HERE = List.of("sh", "-c", "shift; exec sh -c \"$*\"", "rsh");

  private Job runs(String script, int processes, Supervision supervision, String hosts, Map<String, String> environment) {
    Placement placement = new Placement(0, Allocation.parse(hosts), HostList.parse(""), "", "", "", "");
    return new Job(new Trial("ada", "run", "1"), List.of("sh", "-c", script, "program"), environment, processes,
        Resources.NONE, placement, Container.NONE, supervision);
  }

  private Outcome run(Companion launcher, Job job) throws Exception {
    RunFolder folder = new RunFolder(root, job.trial());
    folder.create("secret");
    return new Companions(launcher, job, folder, Duration.ofSeconds(1)).run();
  }

  private RunFolder folder() {
    return new RunFolder(root, new Trial("ada", "run", "1"));
  }

  @Test
  void valuesArriveUnharmedThroughARemoteShell() throws Exception {
    for (int i = 0; i < EXACT.size(); i++) {
      Outcome outcome = run(new Ssh(HERE, root), runs("printf %s \"$ODD\"", 1, Supervision.NONE, "n1", Map.of("ODD", EXACT.get(i))));
      assertThat(outcome.state()).isEqualTo(JobState.COMPLETED);
      assertThat(Files.readString(folder().out(0))).isEqualTo(EXACT.get(i));
      folder().discard();
    }
    assertThat(root).isDirectoryNotContaining("glob:**/harmed");
  }

  @Test
  void eachProcessIsToldWhichItIs() throws Exception {
    run(new Ssh(HERE, root), runs("echo $EVOX_PROCESS_ID of $EVOX_PROCESSES at ${EVOX_COORDINATOR%:*}", 3, Supervision.NONE, "n[1-2]", Map.of()));
    for (int id = 0; id < 3; id++) assertThat(folder().out(id)).hasContent(id + " of 3 at n1\n");
  }

  @Test
  void aJobGoesOnWhenWhatItSaysCanNotBeRead() throws Exception {
    Path out = folder().out(0);
    Outcome outcome = run(new Local(), runs("rm " + out + " && mkdir " + out + " && sleep 1", 1, Supervision.NONE, "", Map.of()));
    assertThat(outcome.state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void aProgramsOwnCodeIsNotThatOfAShellThatDidNotGetThrough() throws Exception {
    Outcome outcome = run(new Ssh(HERE, root), runs("exit 255", 1, new Supervision(3, Duration.ZERO, Duration.ZERO, 1), "n1", Map.of()));
    assertThat(outcome.exitCodes()).containsExactly("254");
  }

  @Test
  void theFirstOfSeveralHostsIsCalledAsTheOthersCallIt() {
    assertThatThrownBy(() -> text(new Ssh(Ssh.SHELL, root), on("localhost,n2", Map.of())))
        .hasMessage("the first of several hosts must have a name by which the others reach it, got host=localhost");
  }

  @Test
  void nobodyElseCanReadTheValuesOfVariables() throws Exception {
    String others = "ps -eo args | grep -c [o]pen-sesame; stat -c %a " + folder().logs() + "/variables";
    run(new Ssh(HERE, root), runs(others, 1, Supervision.NONE, "n1", Map.of("PASSWORD", "open-sesame")));
    assertThat(folder().out(0)).hasContent("0\n600\n");
  }

  @Test
  void theCodeOfAFailedProcessIsTold() throws Exception {
    Outcome outcome = run(new Local(), runs("exit $((EVOX_PROCESS_ID * 3))", 2, Supervision.NONE, "", Map.of()));
    assertThat(outcome.state()).isEqualTo(JobState.FAILED);
    assertThat(outcome.exitCodes()).containsExactly("0", "3");
    assertThat(outcome.reason()).isEqualTo("exit code 3 of process 1, see " + folder().err(1));
    assertThat(folder().outcome()).contains(outcome);
  }

  @Test
  void processesThatJoinAPoolDoNotEndWithOneAnother() throws Exception {
    Outcome outcome = run(new Local(), runs("[ $EVOX_PROCESS_ID = 1 ] || exit 9; sleep 2; cat $EVOX_TOKEN_FILE", 2, Supervision.NONE, "",
        Map.of("EVOX_POOL", "head:6000")));
    assertThat(outcome.exitCodes()).containsExactly("9", "0");
    assertThat(folder().out(1)).hasContent("secret\n");
  }

  @Test
  void oneThatJoinsAPoolIsStartedAgainByItself() throws Exception {
    String script = "echo x >>" + root + "/tries.$EVOX_PROCESS_ID; "
        + "[ $EVOX_PROCESS_ID = 1 ] || [ $(wc -l <" + root + "/tries.$EVOX_PROCESS_ID) = 3 ] || kill -9 $$; "
        + "while [ $(wc -l <" + root + "/tries.0) -lt 3 ]; do sleep 0.1; done";
    Supervision twice = new Supervision(2, Duration.ofMillis(300), Duration.ofSeconds(10), 0);
    Outcome outcome = run(new Local(), runs(script, 2, twice, "", Map.of("EVOX_POOL", "head:6000")));
    assertThat(outcome.exitCodes()).containsExactly("0", "0");
    assertThat(outcome.state()).isEqualTo(JobState.COMPLETED);
    assertThat(root.resolve("tries.0")).hasContent("x\nx\nx\n");
    assertThat(root.resolve("tries.1")).hasContent("x\n");
  }

  @Test
  void oneThatJoinsAPoolAndFailsTooOftenLeavesTheOthersAlone() throws Exception {
    String script = "echo x >>" + root + "/tries.$EVOX_PROCESS_ID; [ $EVOX_PROCESS_ID = 0 ] && exit 9; sleep 2";
    Supervision once = new Supervision(1, Duration.ofMillis(1), Duration.ofSeconds(10), 0);
    Outcome outcome = run(new Local(), runs(script, 2, once, "", Map.of("EVOX_POOL", "head:6000")));
    assertThat(outcome.state()).isEqualTo(JobState.FAILED);
    assertThat(outcome.exitCodes()).containsExactly("9", "0");
    assertThat(root.resolve("tries.0")).hasContent("x\nx\n");
    assertThat(root.resolve("tries.1")).hasContent("x\n");
  }

  @Test
  void lostProcessesAreStartedAgainUnderTheirNumbers() throws Exception {
    String failsTwice = "echo x >>" + root + "/tries.$EVOX_PROCESS_ID; [ $(wc -l <" + root + "/tries.$EVOX_PROCESS_ID) = 3 ]";
    Outcome outcome = run(new Local(), runs(failsTwice, 2, new Supervision(2, Duration.ofMillis(1), Duration.ofSeconds(10), 0), "", Map.of()));
    assertThat(outcome.state()).isEqualTo(JobState.COMPLETED);
    assertThat(root.resolve("tries.1")).hasContent("x\nx\nx\n");
  }

  @Test
  void aJobGoesOnWithFewerProcessesWhenAHostIsLost() throws Exception {
    List<String> withoutN2 = List.of("sh", "-c", "[ $1 = n2 ] && exit 255; shift; exec sh -c \"$*\"", "rsh");
    Job job = runs("echo $EVOX_PROCESSES", 4, new Supervision(1, Duration.ofMillis(1), Duration.ofSeconds(10), 2), "n[1-2]", Map.of());
    assertThat(run(new Ssh(withoutN2, root), job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(folder().out(1)).hasContent("4\n2\n");
    folder().discard();
    Job needsThree = runs("true", 4, new Supervision(1, Duration.ofMillis(1), Duration.ofSeconds(10), 3), "n[1-2]", Map.of());
    assertThat(run(new Ssh(withoutN2, root), needsThree).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void aProcessThatHearsNothingIsKilledAfterItsGraceWithWhatItStarted() throws Exception {
    String deaf = "trap '' TERM; if [ $EVOX_PROCESS_ID = 0 ]; then exit 9; fi; exec 0<&-; echo $$ >" + root
        + "/deaf; sleep 1000 & echo $! >" + root + "/child; while :; do sleep 1; done";
    for (Companion launcher : List.of(new Local(), new Ssh(HERE, root))) {
      Outcome outcome = run(launcher, runs(deaf, 2, new Supervision(0, Duration.ZERO, Duration.ofMillis(100), 0),
          launcher instanceof Ssh ? "n1" : "", Map.of()));
      assertThat(outcome.state()).isEqualTo(JobState.FAILED);
      assertThat(outcome.exitCodes()).element(0).isEqualTo("9");
      for (String process : List.of("deaf", "child")) {
        long pid = Long.parseLong(Files.readString(root.resolve(process)).strip());
        ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().completeOnTimeout(null, 60, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).as(process).isEmpty();
      }
      folder().discard();
    }
  }
}
