package evox.launch.kubernetes;

import static evox.launch.kubernetes.Manifests.FOLDER;
import static evox.launch.kubernetes.Manifests.FULL;
import static evox.launch.kubernetes.Manifests.NAME;
import static evox.launch.kubernetes.Manifests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.launch.job.Job;
import evox.launch.job.Jobs;
import evox.launch.job.Placement;
import evox.launch.job.RunFolder;
import evox.launch.job.Trial;
import evox.pool.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What kubectl is handed, word for word: names, tokens, paths, and what is refused. */
class ManifestTest {

  @ParameterizedTest
  @EnumSource
  void aManifestIsTheSameOnAnyMachine(Kind kind) throws IOException {
    assertThat(text(kind, FULL)).isEqualTo(Files.readString(Path.of("tests/resources/evox/launch/golden", kind.word() + ".json")));
  }

  /** MPI operator refuses one that it did not make; pods of DI-orchestrator's have its own labels and subdomain alone. */
  @ParameterizedTest
  @EnumSource(names = {"MPIJOB", "DIJOB", "DIJOB_1_0"})
  void aServiceThatIsMadeByWhatRunsTheJobIsLeftToIt(Kind kind) throws IOException {
    assertThat(Manifests.tree(text(kind, FULL)).get("items")).hasSize(1);
    assertThat(kind.selector("a-1")).isEqualTo(kind == Kind.MPIJOB ? "evox-run=a-1" : "diengine/job=a-1");
  }

  @Test
  void noTwoTrialsHaveTheSameName() {
    Stream<Trial> trials = Stream.of(new Trial("ada", "Scan", "1"), new Trial("ada", "scan", "1"),
        new Trial("bob", "scan", "1"), new Trial("ada", "a-b", "c"), new Trial("ada", "a", "b-c"),
        new Trial("ada", "9".repeat(40), "9".repeat(40)),
        new Trial("ada", "9".repeat(40), "9".repeat(39)));
    assertThat(trials.map(trial -> Manifest.name(new RunFolder(Path.of("/data"), trial)))).doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9-]{0,48}[a-z0-9]"));
    assertThat(Manifest.name(FOLDER)).isNotEqualTo(Manifest.name(new RunFolder(Path.of("/other"), FULL.trial())));
  }

  @Test
  void aProcessFindsItsCheckpointsWhereAMountShowsThem() throws Exception {
    String text = new Kubernetes(Kind.JOB, "", Labels.NONE).text(FULL, new RunFolder(Path.of("/a b/root"), FULL.trial()));
    assertThat(text).contains("\"/c/root/checkpoints/ada/Scan_A/7\"");
    assertThat(new Kubernetes(Kind.JOB, "", Labels.NONE).text(FULL, new RunFolder(Path.of("/elsewhere"), FULL.trial())))
        .doesNotContain("EVOX_CHECKPOINTS");
  }

  @Test
  void aTokenIsKeptAsItIs() throws Exception {
    JsonNode secret = Manifests.tree(new Manifest(FULL, FOLDER, Labels.NONE).secret("a b"));
    assertThat(secret.get("stringData").get("token").asText()).isEqualTo("a b");
    assertThat(secret.get("metadata").get("labels").get("evox-run").asText()).isEqualTo(NAME);
  }

  @Test
  void gpusByTheirNumbersAreRefused() {
    Job some = Jobs.with(Resources.NONE, new Placement(0, Allocation.parse("n1:0,1"), HostList.parse(""), "", "", "", ""));
    Job job = new Job(some.trial(), some.command(), Map.of(), 1, some.each(), some.placement(), FULL.container(),
        some.supervision());
    assertThatThrownBy(() -> text(Kind.JOB, job))
        .hasMessage("mode kubernetes must be left to choose GPUs, got gpus=[0, 1]; give --gpus N");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a_B.c-9    | d_E.f-0 | ''",
      "x.y-z/a    | ''      | ''",
      "-a         | b       | a label's name must be ",
      "a/b/c      | d       | a label's name must be ",
      "X.y/a      | b       | a label's name must be ",
      "/a         | b       | a label's name must be ",
      "a          | b c     | a label's value must be ",
      "a          | b-      | a label's value must be ",
      "evox-run   | b       | a label must not be one by which jobs are found, got --label evox-run=b"})
  void labelsAreThoseOfKubernetes(String name, String value, String refusal) {
    if (refusal.isEmpty()) assertThat(new Labels(Map.of(name, value)).values()).containsEntry(name, value);
    else assertThatThrownBy(() -> new Labels(Map.of(name, value))).hasMessageStartingWith(refusal);
    assertThatThrownBy(() -> new Labels(Map.of("a", "9".repeat(64)))).hasMessageEndingWith("got --label a=" + "9".repeat(64));
  }

  @Test
  void whatKubernetesCannotDoIsRefused() {
    assertThatThrownBy(() -> text(Kind.JOB, Jobs.plain())).hasMessage("mode kubernetes must have an image, got none; give "
        + "--image, or cpu_image and gpu_image in the cluster file");
  }
}
