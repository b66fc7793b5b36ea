package evox.launch.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.ClusterSpec;
import evox.launch.cluster.HostList;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.Jobs;
import evox.launch.job.JobState;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to sbatch, word for word. */
class SlurmScriptTest {

  private static final ClusterSpec CLUSTER = new ClusterSpec(ClusterSpec.Type.SLURM, "lab", Path.of("/data"), "", Map.of(),
      Map.of(Pattern.compile("NODE\\d{2}$"), "tesla"), "", "", "NODE");

  private static String text(Job job, String fileroot) {
    return new Slurm(CLUSTER).text(job, new RunFolder(Path.of(fileroot), job.trial()));
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("tests/resources/evox/launch/golden", name));
  }

  @Test
  void aPlainJobAsksForNothingThatWasNotSaid() throws IOException {
    assertThat(text(Jobs.plain(), "/data")).isEqualTo(golden("plain.sh"));
  }

  @Test
  void everythingThatCanBeAskedForIsHandedOn() throws IOException {
    Job job = new Job(new Trial("ada", "scan", "t.7"), List.of("/opt/java/bin/java", "-jar", "/opt/evox-spmd.jar", "solve"),
        Map.of("LIST", "a,b c", "ODD", "\"$(id)\" `id` 'x'\nnext é"), 8,
        Resources.cores(4).gpus(2).memory((8L << 30) + 1).with("licence", 3),
        new Placement(2, Allocation.parse("NODE[01-03]"), HostList.parse("NODE03"), "gpu", "project 1", "a100&nvlink", "1-12:00:00"),
        new Container("docker://reg#evox:1", List.of("/data:/data", "/a b:/c:ro"), "/work dir",
            Map.of("writable", "", "no-mount-home", "", "env", "A,B")),
        new Supervision(2, Duration.ofSeconds(1), Duration.ofSeconds(10), 0));
    assertThat(text(job, "/data/100% \"our\" $ files")).isEqualTo(golden("full.sh"));
  }

  @Test
  void someGpusOfAHostAreNamedToTheProcesses() throws IOException {
    Job job = Jobs.with(Resources.NONE.gpus(2), new Placement(0, Allocation.parse("NODE01:0,3"), HostList.parse(""), "", "", "", ""));
    assertThat(text(job, "/data")).contains("#SBATCH --nodelist=NODE01\n").contains("#SBATCH --gpus-per-task=tesla:2\n")
        .contains(" env CUDA_VISIBLE_DEVICES=0,3 ");
    // Number 3 is among four.
    Job unsaid = Jobs.with(Resources.NONE.with("licence", 1), job.placement());
    assertThat(text(unsaid, "/data")).contains("#SBATCH --gres=gpu:tesla:4,licence:1\n").doesNotContain("--gpus-per-task");
  }

  @Test
  void aContainerSeesTheRootAndTheTrialsOwnVariables() {
    Job plain = Jobs.plain();
    Job job = new Job(plain.trial(), plain.command(), Map.of("SEED", "7"), 4, plain.each(), plain.placement(),
        new Container("evox", List.of("/home:/home"), "", Map.of()), plain.supervision());
    assertThat(text(job, "/data")).contains(" --container-mounts=/home:/home,/data:/data ")
        .contains(" --container-env=SEED ");
    assertThat(text(job, "/home/ada")).contains(" --container-mounts=/home:/home ");
    Job elsewhere = new Job(plain.trial(), plain.command(), Map.of(), 4, plain.each(), plain.placement(),
        new Container("evox", List.of("/data:/d"), "", Map.of()), plain.supervision());
    assertThat(text(elsewhere, "/data")).contains("export EVOX_TOKEN_FILE=/d/logs/ada/scan/1/token\n")
        .contains("export EVOX_CHECKPOINTS=/d/checkpoints/ada/scan/1\n")
        .contains(" --output=/data/logs/ada/scan/1/process-%t.out ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a$(id):/a", "/a:/`id`", "/a\"b:/c"})
  void aMountThatAShellWouldTakeApartIsRefused(String mount) {
    Job plain = Jobs.plain();
    Job job = new Job(plain.trial(), plain.command(), Map.of(), 4, plain.each(), plain.placement(),
        new Container("evox", List.of(mount), "", Map.of()), plain.supervision());
    assertThatThrownBy(() -> text(job, "/data")).hasMessage("a mount of Pyxis must have no double quotes, dollars, backquotes "
        + "and backslashes, which its shell would take apart, got mount=" + mount);
  }

  @Test
  void aFilerootThatAShellWouldTakeApartIsRefusedWithAContainer() {
    Job plain = Jobs.plain();
    Job job = new Job(plain.trial(), plain.command(), Map.of(), 4, plain.each(), plain.placement(),
        new Container("evox", List.of(), "", Map.of()), plain.supervision());
    assertThatThrownBy(() -> text(job, "/data/$(id)")).hasMessageContaining("got mount=/data/$(id):/data/$(id)");
    assertThat(text(plain, "/data/$(id)")).contains("'/data/$(id)/logs/");
  }

  @Test
  void noValueTravelsByAnOptionThatCutsIt() throws IOException {
    assertThat(golden("full.sh").lines().filter(line -> line.contains("--export"))).allMatch(line -> line.contains("--export=ALL"));
  }

  @ParameterizedTest
  @CsvSource({"BOOT_FAIL,NODE_FAIL", "CANCELLED,CANCELLED", "CANCELLED by 1000,CANCELLED", "COMPLETED,COMPLETED",
      "COMPLETING,RUNNING", "CONFIGURING,PENDING", "DEADLINE,TIMEOUT", "FAILED,FAILED", "NODE_FAIL,NODE_FAIL",
      "OUT_OF_MEMORY,OUT_OF_MEMORY", "PENDING,PENDING", "PREEMPTED,PREEMPTED", "REQUEUED,PENDING", "REQUEUE_HOLD,PENDING",
      "RESIZING,RUNNING", "REVOKED,CANCELLED", "RUNNING,RUNNING", "SIGNALING,RUNNING", "SPECIAL_EXIT,PENDING",
      "STAGE_OUT,RUNNING", "STOPPED,RUNNING", "SUSPENDED,RUNNING", "TIMEOUT,TIMEOUT", "FROM_A_LATER_SLURM,RUNNING"})
  void everyStateOfSlurmHasItsMeaning(String word, JobState state) {
    assertThat(SlurmStates.of(word)).isEqualTo(state);
  }
}
