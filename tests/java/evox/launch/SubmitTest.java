package evox.launch;

import static evox.launch.SlurmSite.ENDLESS;
import static evox.launch.SlurmSite.LETTER;
import static evox.launch.SlurmSite.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

  @TempDir
  private static Path root;

  private static SlurmSite site;

  @BeforeAll
  static void start() throws Exception {
    site = SlurmSite.start(root);
    // Slurm looks for jobs past their limit twice a minute: this one has the time of all other tests.
    site.submit("limit/1", ENDLESS, "--limit", "1");
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) site.end();
  }

  @Test
  @Order(1)
  void aLaunchedJobEndsWithTheDigestOfOneProcess() throws Exception {
    JarProcess.Ended ended = site.evox("launch", List.of("--trial", "whole/1", "--processes", "3", "--nodes", "2"),
        SHORT);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Digests.of(ended)).isEqualTo(SlurmSite.digestAlone());
    assertThat(ended.err()).contains("world of 3 processes by SLURM_PROCID").containsPattern("job [0-9]+: COMPLETED on node");
    assertThat(site.ask("status", "whole/1").out()).contains("COMPLETED").containsPattern("seed +42\n")
        .containsPattern("cluster +test\n").containsPattern("slurm +slurm.*\n").containsPattern("exit codes +0 0 0\n");
  }

  @Test
  void valuesArriveAsTheyWereGiven() throws Exception {
    Path program = Files.writeString(root.resolve("Odd.java"),
        "void main(String[] words) { System.out.print(System.getenv(\"ODD\") + \"|\" + words[0] + \"|\"); }");
    String odd = "a b,\"c\" 'd' $(touch harmed) `touch harmed`\n\\ %t # $HOME " + LETTER;
    JarProcess.Ended ended = site.evox("launch", List.of("--trial", "odd/1", "--env", "ODD=" + odd),
        List.of("run", program.toString(), odd));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(odd + "|" + odd + "|");
  }

  @Test
  void twoJobsAtOnceDoNotMeet() throws Exception {
    for (String trial : List.of("two/1", "two/2")) site.submit(trial, SHORT, "--processes", "2", "--hosts", "node[1-2]");
    for (String trial : List.of("two/1", "two/2")) {
      JarProcess.Ended ended = site.ask("wait", trial);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(Digests.of(ended)).isEqualTo(SlurmSite.digestAlone());
    }
  }

  @Test
  void aStoppedJobIsCancelled() throws Exception {
    site.submit("stop/1", ENDLESS, "--processes", "2", "--nodes", "2");
    site.awaitGenerations("stop/1");
    JarProcess.Ended stopped = site.ask("stop", "stop/1");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out()).startsWith("stop/1  CANCELLED");
    assertThat(site.ask("wait", "stop/1").code()).isEqualTo(3);
  }

  @Test
  void aJobThatNeverFitsWaitsAndSlurmsReasonIsShown() throws Exception {
    site.submit("never/1", SHORT, "--cores", "99");
    assertThat(site.state("never/1")).startsWith("PENDING (");
    assertThat(site.ask("stop", "never/1").out()).startsWith("never/1  CANCELLED");
  }

  @Test
  void aRefusedJobLeavesNothing() throws Exception {
    for (int attempt = 0; attempt < 2; attempt++) {
      JarProcess.Ended ended = site.evox("submit", List.of("--trial", "refused/1", "--partition", "nowhere"), SHORT);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).startsWith("sbatch must succeed, got exit code 1: ").contains("nowhere").hasLineCount(1);
    }
  }

  @Test
  void anUnknownTrialIsAnsweredWithTheNearest() throws Exception {
    JarProcess.Ended ended = site.ask("status", "whole/2");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(", got whole/2; did you mean whole/1?");
  }

  @Test
  void aJobRunsOnHostsOfItsTypeWithoutAListOfThem() throws Exception {
    site.describe(", \"node_type_from_node_name\": {\"node2\": \"a100\", \"node\": \"g8\"}");
    try {
      site.submit("type/1", SHORT, "--node-type", "a100");
      assertThat(site.ask("wait", "type/1").err()).containsPattern("job [0-9]+: COMPLETED on node2\n");
      assertThat(site.evox("submit", List.of("--node-type", "g8", "--dry-run"), SHORT).out())
          .contains("#SBATCH --exclude=node2\n");
    } finally {
      site.describe("");
    }
  }

  /** The three lines as they stand there, but for the folder that a site has and this machine has not. */
  @Test
  void theGuidesThreeCommandsLeadToARunningJob() throws Exception {
    String guide = Files.readString(Path.of("docs/guide.md"));
    String block = guide.substring(guide.indexOf("From nothing to a running Slurm job"));
    List<String> commands = block.lines().dropWhile(line -> !line.startsWith("    "))
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.strip().replace("/shared/evox", root.resolve("shared").toString())).toList();
    assertThat(commands).hasSize(3);
    Path home = Files.createDirectory(root.resolve("home"));
    Files.copy(JarProcess.JAR, home.resolve("evox-spmd.jar"));
    JarProcess.Ended ended = site.slurm().run("sh", "-ec", "cd " + home + "\n" + String.join("\n", commands));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("world of 8 processes by SLURM_PROCID")
        .containsPattern("job [0-9]+: COMPLETED on node");
    assertThat(ended.out()).containsPattern("digest +[0-9a-f]{64}\n");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aJobPastItsLimitHasTimedOut() throws Exception {
    assertThat(site.ask("wait", "limit/1").code()).isEqualTo(4);
    assertThat(site.evox("status", List.of(), List.of()).out()).containsPattern("limit/1  slurm [0-9]+  TIMEOUT");
  }
}
