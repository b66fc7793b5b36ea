package evox.launch;

import static evox.launch.SlurmSite.ENDLESS;
import static evox.launch.SlurmSite.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
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

/** What jobs on a real Slurm end with when tasks, nodes, submissions or Slurm itself do not live to see it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobFailureTest {

  @TempDir
  private static Path root;

  private static SlurmSite site;

  @BeforeAll
  static void start() throws Exception {
    site = SlurmSite.start(root);
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) site.end();
  }

  @Test
  void aJobWithAKilledTaskHasFailed() throws Exception {
    site.submit("kill/1", ENDLESS, "--processes", "3", "--nodes", "3");
    site.awaitGenerations("kill/1");
    site.slurm().task(1).destroyForcibly();
    assertThat(site.ask("wait", "kill/1").code()).isEqualTo(1);
    assertThat(site.state("kill/1")).startsWith("FAILED");
    assertThat(site.ask("status", "kill/1").out()).containsPattern("exit codes +[0-9]+ 137 [0-9]+\n");
  }

  @Test
  void aJobThatTakesMoreMemoryThanItAskedForEndsWithThat() throws Exception {
    Path program = Files.writeString(root.resolve("Hog.java"),
        "void main() throws Exception { byte[] hog = new byte[1 << 29]; java.util.Arrays.fill(hog, (byte) 1); "
        + "Thread.sleep(60_000); System.out.print(hog[7]); }");
    site.submit("hog/1", List.of("run", program.toString()), "--memory", "300M");
    assertThat(site.ask("wait", "hog/1").code()).isEqualTo(6);
    assertThat(site.state("hog/1")).startsWith("OUT_OF_MEMORY (").contains("Exceeded job memory limit");
  }

  @Test
  void aJobGoesOnOnANodeThatIsDrained() throws Exception {
    site.submit("drain/1", ENDLESS, "--processes", "2", "--hosts", "node[2-3]");
    site.awaitGenerations("drain/1");
    assertThat(site.slurm().run("scontrol", "update", "nodename=node3", "state=drain", "reason=test").code()).isZero();
    site.submit("drain/2", SHORT, "--hosts", "node3");
    assertThat(site.state("drain/1")).startsWith("RUNNING");
    LocalWorld.await(() -> site.state("drain/2").contains("PENDING (ReqNodeNotAvail"));
    assertThat(site.ask("stop", "drain/1").code()).isZero();
    assertThat(site.slurm().run("scontrol", "update", "nodename=node3", "state=resume").code()).isZero();
    assertThat(site.ask("wait", "drain/2").code()).isZero();
  }

  /** As if its daemon had not answered for long; it comes back as soon as it does. */
  private static void failNode3() throws Exception {
    assertThat(site.slurm().run("scontrol", "update", "nodename=node3", "state=down", "reason=test").code()).isZero();
  }

  @Test
  void aJobWhoseNodeFailsEndsWithThat() throws Exception {
    site.submit("node/1", ENDLESS, "--hosts", "node3");
    site.awaitGenerations("node/1");
    failNode3();
    assertThat(site.ask("wait", "node/1").code()).isEqualTo(5);
    assertThat(site.state("node/1")).startsWith("NODE_FAIL");
  }

  @Test
  void aJobIsStartedAgainAsOftenAsItMay() throws Exception {
    site.submit("again/1", ENDLESS, "--hosts", "node3", "--restarts", "1");
    site.awaitGenerations("again/1");
    failNode3();
    LocalWorld.await(() -> site.state("again/1").startsWith("PENDING"));
    LocalWorld.await(() -> site.state("again/1").startsWith("RUNNING"));
    String id = site.folder("again/1").record().id();
    assertThat(site.slurm().run("scontrol", "show", "job", id).out()).contains(" Restarts=1 ");
    assertThat(site.slurm().run("scontrol", "requeue", id).code()).isZero();
    JarProcess.Ended ended = site.ask("wait", "again/1");
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(site.ask("logs", "again/1").err()).contains("a job may be started again 1 times, got SLURM_RESTART_COUNT=2\n");
  }

  @Test
  void aJobWhoseSubmissionWasKilledBeforeItKnewTheNumberIsFound() throws Exception {
    Path folder = Files.createDirectory(root.resolve("bin"));
    Path sbatch = Files.writeString(folder.resolve("sbatch"),
        "#!/bin/sh\nPATH=${PATH#*:}\nsbatch \"$@\"\n[ \"$1\" = --version ] || kill -s KILL $PPID\n");
    Files.setPosixFilePermissions(sbatch, PosixFilePermissions.fromString("rwx------"));
    List<String> words = new ArrayList<>(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
    words.addAll(site.words("submit", List.of("--trial", "orphan/1"), ENDLESS));
    JarProcess.Ended ended = site.slurm().run(words.toArray(new String[0]));
    assertThat(ended.code()).isEqualTo(137);
    assertThat(ended.out()).isEmpty();
    LocalWorld.await(() -> site.state("orphan/1").startsWith("RUNNING on node"));
    assertThat(site.ask("stop", "orphan/1").out()).startsWith("orphan/1  CANCELLED");
  }

  /** A Slurm that was set up anew gives the same numbers once more. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aJobThatSlurmHasForgottenIsLostAlsoWhereItsNumberIsAnothers() throws Exception {
    site.submit("forgotten/1", SHORT, "--cores", "99");
    site.submit("told/1", ENDLESS);
    site.awaitGenerations("told/1");
    assertThat(site.slurm().run("scancel", site.folder("told/1").record().id()).code()).isZero();
    LocalWorld.await(() -> text(site.folder("told/1").log()).contains("CANCELLED"));
    site.slurm().forget();
    assertThat(site.state("told/1")).isEqualTo("CANCELLED");
    assertThat(site.ask("wait", "forgotten/1").code()).isEqualTo(8);
    assertThat(site.state("forgotten/1")).startsWith("LOST (Slurm knows no job ");
    site.submit("forgotten/2", SHORT, "--cores", "99");
    RunFolder old = site.folder("forgotten/3");
    old.create("secret");
    old.record(site.folder("forgotten/2").record());
    assertThat(site.ask("stop", "forgotten/3").out()).startsWith("forgotten/3  LOST (");
    assertThat(site.state("forgotten/2")).startsWith("PENDING");
    assertThat(site.ask("stop", "forgotten/2").out()).startsWith("forgotten/2  CANCELLED");
  }

  @Test
  void withoutAControllerTheErrorSaysSo() throws IOException {
    Path conf = Files.writeString(root.resolve("slurm.conf"),
        "ClusterName=none\nSlurmctldHost=localhost\nSlurmctldPort=1\nMessageTimeout=1\nNodeName=n1\nPartitionName=all Nodes=ALL\n");
    List<String> words = new ArrayList<>(List.of("submit", "--cluster", site.cluster().toString(), "--trial", "none/1"));
    words.addAll(SHORT);
    JarProcess.Ended ended = JarProcess.here().with("SLURM_CONF", conf.toString()).run(words.toArray(new String[0]));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("sbatch must succeed, got exit code 1: ").contains("Unable to contact slurm controller")
        .hasLineCount(1);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
