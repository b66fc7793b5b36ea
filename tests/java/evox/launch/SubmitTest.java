package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.job.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a real Slurm, from their submission to nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmitTest {

  private static final List<String> SHORT = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  private static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "1000000000", "--threads", "1");

  /** A letter beyond ASCII, where the locale of this test has it. */
  private static final String LETTER = System.getProperty("sun.jnu.encoding").equals("UTF-8") ? "é" : "e";

  @TempDir
  private static Path root;

  private static SlurmCluster slurm;

  @BeforeAll
  static void start() throws Exception {
    slurm = SlurmCluster.start(3);
    Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"slurm\", \"cluster_name\": \"test\", \"fileroot\": \""
        + fileroot().toString().replace("\"", "\\\"") + "\"}");
    // Slurm looks for jobs past their limit twice a minute: this one has the time of all other tests.
    assertThat(evox("submit", List.of("--trial", "limit/1", "--limit", "1"), ENDLESS).code()).isZero();
  }

  private static Path fileroot() {
    return root.resolve("a 'root' with 100% \"$(odd)\" letters " + LETTER);
  }

  /** Whatever the tests did, nothing of it runs any more. */
  @AfterAll
  static void end() throws Exception {
    if (slurm == null) return;
    assertThat(slurm.run("squeue", "--noheader").out()).isEmpty();
    assertThat(slurm.run("ps", "-C", "java", "-o", "args=").out()).isEmpty();
    slurm.close();
  }

  private static JarProcess.Ended evox(String command, List<String> options, List<String> program) throws Exception {
    return slurm.run(words(command, options, program).toArray(new String[0]));
  }

  private static List<String> words(String command, List<String> options, List<String> program) {
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        JarProcess.JAR.toString(), command, "--cluster", root.resolve("cluster.json").toString()));
    words.addAll(options);
    words.addAll(program);
    return words;
  }

  private static JarProcess.Ended ask(String command, String trial) throws Exception {
    return evox(command, List.of("--trial", trial), List.of());
  }

  private static void submit(String trial, List<String> program, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("--trial", trial));
    all.addAll(List.of(options));
    JarProcess.Ended ended = evox("submit", all, program);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).matches("[0-9]+\n");
  }

  private static String state(String trial) throws Exception {
    return ask("status", trial).out().lines().findFirst().orElse("").replaceFirst("state +slurm [0-9]+ +", "");
  }

  private static String digestAlone() {
    return Digests.of(JarProcess.here().run(SHORT.toArray(new String[0])));
  }

  /** Until process 0 of an endless job tells of its generations. */
  private static void awaitGenerations(String trial) {
    LocalWorld.await(() -> {
      try {
        return ask("logs", trial).err().contains("generation ");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  @Order(1)
  void aLaunchedJobEndsWithTheDigestOfOneProcess() throws Exception {
    JarProcess.Ended ended = evox("launch", List.of("--trial", "whole/1", "--processes", "3", "--nodes", "2"),
        SHORT);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Digests.of(ended)).isEqualTo(digestAlone());
    assertThat(ended.err()).contains("world of 3 processes by SLURM_PROCID").containsPattern("job [0-9]+: COMPLETED on node");
    assertThat(ask("status", "whole/1").out()).contains("COMPLETED").containsPattern("seed +42\n")
        .containsPattern("cluster +test\n").containsPattern("slurm +slurm.*\n").containsPattern("exit codes +0\n");
  }

  @Test
  @Order(2)
  void valuesArriveAsTheyWereGiven() throws Exception {
    Path program = Files.writeString(root.resolve("Odd.java"),
        "void main(String[] words) { System.out.print(System.getenv(\"ODD\") + \"|\" + words[0] + \"|\"); }");
    String odd = "a b,\"c\" 'd' $(touch harmed) `touch harmed`\n\\ %t # $HOME " + LETTER;
    JarProcess.Ended ended = evox("launch", List.of("--trial", "odd/1", "--env", "ODD=" + odd),
        List.of("run", program.toString(), odd));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(odd + "|" + odd + "|");
  }

  @Test
  @Order(2)
  void twoJobsAtOnceDoNotMeet() throws Exception {
    for (String trial : List.of("two/1", "two/2")) submit(trial, SHORT, "--processes", "2", "--hosts", "node[1-2]");
    for (String trial : List.of("two/1", "two/2")) {
      JarProcess.Ended ended = ask("wait", trial);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(Digests.of(ended)).isEqualTo(digestAlone());
    }
  }

  @Test
  @Order(3)
  void aStoppedJobIsCancelled() throws Exception {
    submit("stop/1", ENDLESS, "--processes", "2", "--nodes", "2");
    awaitGenerations("stop/1");
    JarProcess.Ended stopped = ask("stop", "stop/1");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out()).startsWith("stop/1  CANCELLED");
    assertThat(ask("wait", "stop/1").code()).isEqualTo(3);
  }

  @Test
  @Order(4)
  void aJobWithAKilledTaskHasFailed() throws Exception {
    submit("kill/1", ENDLESS, "--processes", "3", "--nodes", "3");
    awaitGenerations("kill/1");
    slurm.task(1).destroyForcibly();
    assertThat(ask("wait", "kill/1").code()).isEqualTo(1);
    assertThat(state("kill/1")).startsWith("FAILED");
  }

  @Test
  @Order(4)
  void aJobThatTakesMoreMemoryThanItAskedForEndsWithThat() throws Exception {
    Path program = Files.writeString(root.resolve("Hog.java"),
        "void main() throws Exception { byte[] hog = new byte[1 << 29]; java.util.Arrays.fill(hog, (byte) 1); "
        + "Thread.sleep(60_000); System.out.print(hog[7]); }");
    submit("hog/1", List.of("run", program.toString()), "--memory", "300M");
    assertThat(ask("wait", "hog/1").code()).isEqualTo(6);
    assertThat(state("hog/1")).startsWith("OUT_OF_MEMORY (").contains("Exceeded job memory limit");
  }

  @Test
  @Order(5)
  void aJobThatNeverFitsWaitsAndSlurmsReasonIsShown() throws Exception {
    submit("never/1", SHORT, "--cores", "99");
    assertThat(state("never/1")).startsWith("PENDING (");
    assertThat(ask("stop", "never/1").out()).startsWith("never/1  CANCELLED");
  }

  @Test
  @Order(6)
  void aRefusedJobLeavesNothing() throws Exception {
    for (int attempt = 0; attempt < 2; attempt++) {
      JarProcess.Ended ended = evox("submit", List.of("--trial", "refused/1", "--partition", "nowhere"), SHORT);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).startsWith("sbatch must succeed, got exit code 1: ").contains("nowhere").hasLineCount(1);
    }
  }

  @Test
  @Order(7)
  void aJobGoesOnOnANodeThatIsDrained() throws Exception {
    submit("drain/1", ENDLESS, "--processes", "2", "--hosts", "node[2-3]");
    awaitGenerations("drain/1");
    assertThat(slurm.run("scontrol", "update", "nodename=node3", "state=drain", "reason=test").code()).isZero();
    submit("drain/2", SHORT, "--hosts", "node3");
    assertThat(state("drain/1")).startsWith("RUNNING");
    LocalWorld.await(() -> reason("drain/2").contains("PENDING (ReqNodeNotAvail"));
    assertThat(ask("stop", "drain/1").code()).isZero();
    assertThat(slurm.run("scontrol", "update", "nodename=node3", "state=resume").code()).isZero();
    assertThat(ask("wait", "drain/2").code()).isZero();
  }

  /** As if its daemon had not answered for long; it comes back as soon as it does. */
  private static void failNode3() throws Exception {
    assertThat(slurm.run("scontrol", "update", "nodename=node3", "state=down", "reason=test").code()).isZero();
  }

  @Test
  @Order(7)
  void aJobWhoseNodeFailsEndsWithThat() throws Exception {
    submit("node/1", ENDLESS, "--hosts", "node3");
    awaitGenerations("node/1");
    failNode3();
    assertThat(ask("wait", "node/1").code()).isEqualTo(5);
    assertThat(state("node/1")).startsWith("NODE_FAIL");
  }

  @Test
  @Order(7)
  void aJobIsStartedAgainAsOftenAsItMay() throws Exception {
    submit("again/1", ENDLESS, "--hosts", "node3", "--restarts", "1");
    awaitGenerations("again/1");
    failNode3();
    LocalWorld.await(() -> reason("again/1").startsWith("PENDING"));
    LocalWorld.await(() -> reason("again/1").startsWith("RUNNING"));
    String id = new RunFolder(fileroot(), Trial.parse(System.getProperty("user.name"), "again/1")).record().id();
    assertThat(slurm.run("scontrol", "show", "job", id).out()).contains(" Restarts=1 ");
    assertThat(slurm.run("scontrol", "requeue", id).code()).isZero();
    JarProcess.Ended ended = ask("wait", "again/1");
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ask("logs", "again/1").err()).contains("a job may be started again 1 times, got SLURM_RESTART_COUNT=2\n");
  }

  private static String reason(String trial) {
    try {
      return state(trial);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(8)
  void aJobPastItsLimitHasTimedOut() throws Exception {
    assertThat(ask("wait", "limit/1").code()).isEqualTo(4);
    assertThat(evox("status", List.of(), List.of()).out()).containsPattern("limit/1  slurm [0-9]+  TIMEOUT");
  }

  @Test
  @Order(9)
  void anUnknownTrialIsAnsweredWithTheNearest() throws Exception {
    JarProcess.Ended ended = ask("status", "whole/2");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(", got whole/2; did you mean whole/1?");
  }

  @Test
  @Order(9)
  void aJobWhoseSubmissionWasKilledBeforeItKnewTheNumberIsFound() throws Exception {
    Path folder = Files.createDirectory(root.resolve("bin"));
    Path sbatch = Files.writeString(folder.resolve("sbatch"),
        "#!/bin/sh\nPATH=${PATH#*:}\nsbatch \"$@\"\n[ \"$1\" = --version ] || kill -s KILL $PPID\n");
    Files.setPosixFilePermissions(sbatch, PosixFilePermissions.fromString("rwx------"));
    List<String> words = new ArrayList<>(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
    words.addAll(words("submit", List.of("--trial", "orphan/1"), ENDLESS));
    JarProcess.Ended ended = slurm.run(words.toArray(new String[0]));
    assertThat(ended.code()).isEqualTo(137);
    assertThat(ended.out()).isEmpty();
    LocalWorld.await(() -> reason("orphan/1").startsWith("RUNNING on node"));
    assertThat(ask("stop", "orphan/1").out()).startsWith("orphan/1  CANCELLED");
  }

  /** The three lines as they stand there, but for the folder that a site has and this machine has not. */
  @Test
  @Order(9)
  void theGuidesThreeCommandsLeadToARunningJob() throws Exception {
    String guide = Files.readString(Path.of("docs/guide.md"));
    String block = guide.substring(guide.indexOf("From nothing to a running Slurm job"));
    List<String> commands = block.lines().dropWhile(line -> !line.startsWith("    "))
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.strip().replace("/shared/evox", root.resolve("shared").toString())).toList();
    assertThat(commands).hasSize(3);
    Path home = Files.createDirectory(root.resolve("home"));
    Files.copy(JarProcess.JAR, home.resolve("evox-spmd.jar"));
    JarProcess.Ended ended = slurm.run("sh", "-ec", "cd " + home + "\n" + String.join("\n", commands));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("world of 8 processes by SLURM_PROCID")
        .containsPattern("job [0-9]+: COMPLETED on node");
    assertThat(ended.out()).containsPattern("digest +[0-9a-f]{64}\n");
  }

  /** A Slurm that was set up anew gives the same numbers once more. */
  @Test
  @Order(10)
  void aJobThatSlurmHasForgottenIsLostAlsoWhereItsNumberIsAnothers() throws Exception {
    submit("forgotten/1", SHORT, "--cores", "99");
    slurm.forget();
    assertThat(ask("wait", "forgotten/1").code()).isEqualTo(8);
    assertThat(state("forgotten/1")).startsWith("LOST (Slurm knows no job ");
    submit("forgotten/2", SHORT, "--cores", "99");
    String user = System.getProperty("user.name");
    RunRecord record = new RunFolder(fileroot(), Trial.parse(user, "forgotten/2")).record();
    RunFolder old = new RunFolder(fileroot(), Trial.parse(user, "forgotten/3"));
    old.create("secret");
    old.record(record);
    assertThat(ask("stop", "forgotten/3").out()).startsWith("forgotten/3  LOST (");
    assertThat(state("forgotten/2")).startsWith("PENDING");
    assertThat(ask("stop", "forgotten/2").out()).startsWith("forgotten/2  CANCELLED");
  }

  @Test
  @Order(11)
  void withoutAControllerTheErrorSaysSo() throws IOException {
    Path conf = Files.writeString(root.resolve("slurm.conf"),
        "ClusterName=none\nSlurmctldHost=localhost\nSlurmctldPort=1\nMessageTimeout=1\nNodeName=n1\nPartitionName=all Nodes=ALL\n");
    List<String> words = new ArrayList<>(List.of("submit", "--cluster", root.resolve("cluster.json").toString(), "--trial", "none/1"));
    words.addAll(SHORT);
    JarProcess.Ended ended = JarProcess.here().with("SLURM_CONF", conf.toString()).run(words.toArray(new String[0]));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("sbatch must succeed, got exit code 1: ").contains("Unable to contact slurm controller")
        .hasLineCount(1);
  }
}
