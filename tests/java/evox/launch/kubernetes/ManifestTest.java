package evox.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.Jobs;
import evox.launch.job.Placement;
import evox.launch.job.RunFolder;
import evox.launch.job.Supervision;
import evox.launch.job.Trial;
import evox.pool.Resources;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What kubectl is handed, word for word, and as Kubernetes' own types understand it. */
class ManifestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Job FULL = new Job(new Trial("ada", "Scan_A", "7"),
      List.of("java", "-jar", "/evox.jar", "solve", "$(id) $HOME"), Map.of("EMPTY", "", "ODD", "a,b \"$(ODD)\"\n'é'"), 4,
      Resources.cores(2).gpus(1).memory(8L << 30).with("example.com/licence", 3),
      new Placement(0, Allocation.parse("node[1-3]"), HostList.parse("node3"), "", "", "", "1:00:00"),
      new Container("evox:1", List.of("/data:/data", "/a b:/c:ro"), "/work", Map.of()),
      new Supervision(2, Duration.ofSeconds(1), Duration.ofSeconds(20), 0));

  private static final RunFolder FOLDER = new RunFolder(Path.of("/data"), FULL.trial());

  private static final String NAME = "scan-a-7-c038d183";

  private static String text(Kind kind, Job job) {
    return new Kubernetes(kind, "").text(job, new RunFolder(Path.of("/data"), job.trial()));
  }

  /** The last: before it there is a service, where it does not make that itself. */
  private static JsonNode workload(Kind kind) throws IOException {
    return workload(text(kind, FULL));
  }

  private static JsonNode workload(String text) throws IOException {
    JsonNode items = JSON.readTree(text).get("items");
    return items.get(items.size() - 1);
  }

  /** A tree as one of Kubernetes' types: it knows every field, and gives it back as it is. */
  private static <T> T typed(JsonNode tree, Class<T> type) throws Exception {
    T value = JSON.treeToValue(tree, type);
    requireKnown(value, type.getSimpleName());
    assertThat(JSON.readTree(JSON.writeValueAsString(value))).isEqualTo(tree);
    return value;
  }

  /** A field that a type does not have it keeps among the additional ones. */
  private static void requireKnown(Object value, String path) throws ReflectiveOperationException {
    if (value instanceof Collection<?> all) for (Object each : all) requireKnown(each, path + "[]");
    if (value == null || !value.getClass().getName().startsWith("io.fabric8.")) return;
    for (Method getter : value.getClass().getMethods()) {
      if (getter.getParameterCount() > 0 || !getter.getName().startsWith("get")) continue;
      String field = path + "." + getter.getName().substring("get".length());
      boolean model = getter.getReturnType().getName().startsWith("io.fabric8.") && !getter.getReturnType().isEnum();
      if (getter.getName().equals("getAdditionalProperties")) assertThat((Map<?, ?>) getter.invoke(value)).as(path).isEmpty();
      else if (model || Collection.class.isAssignableFrom(getter.getReturnType())) requireKnown(getter.invoke(value), field);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aManifestIsTheSameOnAnyMachine(Kind kind) throws IOException {
    assertThat(text(kind, FULL)).isEqualTo(Files.readString(Path.of("tests/resources/evox/launch/golden", kind.word() + ".json")));
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB", "STATEFULSET", "JOBSET"})
  void podsFindOneAnotherByAHeadlessServiceBeforeTheyAreReady(Kind kind) throws Exception {
    Service service = typed(JSON.readTree(text(kind, FULL)).get("items").get(0), Service.class);
    assertThat(service.getMetadata().getName()).isEqualTo(NAME);
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    PodTemplateSpec pod = typed(template(kind), PodTemplateSpec.class);
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(service.getSpec().getSelector());
    assertThat(pod.getSpec().getSubdomain()).isEqualTo(NAME);
  }

  /** MPI operator refuses one that it did not make; pods of DI-orchestrator's have its own labels and subdomain alone. */
  @ParameterizedTest
  @EnumSource(names = {"MPIJOB", "DIJOB", "DIJOB_1_0"})
  void aServiceThatIsMadeByWhatRunsTheJobIsLeftToIt(Kind kind) throws IOException {
    assertThat(JSON.readTree(text(kind, FULL)).get("items")).hasSize(1);
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
    String text = new Kubernetes(Kind.JOB, "").text(FULL, new RunFolder(Path.of("/a b/root"), FULL.trial()));
    assertThat(text).contains("\"/c/root/checkpoints/ada/Scan_A/7\"");
    assertThat(new Kubernetes(Kind.JOB, "").text(FULL, new RunFolder(Path.of("/elsewhere"), FULL.trial())))
        .doesNotContain("EVOX_CHECKPOINTS");
  }

  @Test
  void gpusByTheirNumbersAreRefused() {
    Job some = Jobs.with(Resources.NONE, new Placement(0, Allocation.parse("n1:0,1"), HostList.parse(""), "", "", "", ""));
    Job job = new Job(some.trial(), some.command(), Map.of(), 1, some.each(), some.placement(), FULL.container(),
        some.supervision());
    assertThatThrownBy(() -> text(Kind.JOB, job))
        .hasMessage("mode kubernetes must be left to choose GPUs, got gpus=[0, 1]; give --gpus N");
  }

  private static JsonNode template(Kind kind) throws IOException {
    JsonNode spec = workload(kind).get("spec");
    return switch (kind) {
      case JOB, STATEFULSET, DIJOB_1_0 -> spec.get("template");
      case JOBSET -> spec.get("replicatedJobs").get(0).get("template").get("spec").get("template");
      case MPIJOB -> spec.get("mpiReplicaSpecs").get("Launcher").get("template");
      case DIJOB -> spec.get("tasks").get(0).get("template");
    };
  }

  @ParameterizedTest
  @EnumSource
  void whatAProcessIsToHaveItsContainerHas(Kind kind) throws Exception {
    PodTemplateSpec pod = typed(template(kind), PodTemplateSpec.class);
    var container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getName()).isEqualTo(kind.word().startsWith("dijob") ? "di-container" : "evox");
    assertThat(container.getImage()).isEqualTo("evox:1");
    assertThat(container.getWorkingDir()).isEqualTo("/work");
    // A dollar that is doubled Kubernetes leaves alone.
    assertThat(container.getCommand()).endsWith("java", "-jar", "/evox.jar", "solve", "$$(id) $HOME");
    assertThat(container.getEnv()).anySatisfy(variable -> {
      assertThat(variable.getName()).isEqualTo("ODD");
      assertThat(variable.getValue()).isEqualTo("a,b \"$$(ODD)\"\n'é'");
    });
    assertThat(container.getEnv()).anySatisfy(variable -> assertThat(variable.getName()).isEqualTo("EMPTY"));
    assertThat(container.getEnv().getFirst().getValueFrom().getSecretKeyRef().getName()).isEqualTo(NAME);
    JsonNode worker = kind != Kind.MPIJOB ? template(kind)
        : workload(kind).get("spec").get("mpiReplicaSpecs").get("Worker").get("template");
    var resources = typed(worker, PodTemplateSpec.class).getSpec().getContainers().getFirst().getResources();
    var limits = resources.getLimits();
    assertThat(limits.get("cpu").getNumericalAmount()).isEqualByComparingTo("2");
    assertThat(limits.get("memory").getNumericalAmount()).isEqualByComparingTo("8589934592");
    assertThat(limits.get("nvidia.com/gpu").getNumericalAmount()).isEqualByComparingTo("1");
    assertThat(limits.get("example.com/licence").getNumericalAmount()).isEqualByComparingTo("3");
    assertThat(resources.getRequests()).isEqualTo(limits);
    assertThat(container.getVolumeMounts().get(1).getReadOnly()).isTrue();
    assertThat(pod.getSpec().getVolumes().get(1).getHostPath().getPath()).isEqualTo("/a b");
    assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(20);
    var terms = pod.getSpec().getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms().getFirst().getMatchExpressions();
    assertThat(terms.get(0).getValues()).containsExactly("node1", "node2");
    assertThat(terms.get(1).getOperator()).isEqualTo("NotIn");
  }

  @Test
  void anIndexedJobHasAPodForEachProcess() throws Exception {
    var job = typed(workload(Kind.JOB), io.fabric8.kubernetes.api.model.batch.v1.Job.class).getSpec();
    assertThat(job.getCompletionMode()).isEqualTo("Indexed");
    assertThat(job.getCompletions()).isEqualTo(4);
    assertThat(job.getParallelism()).isEqualTo(4);
    assertThat(job.getBackoffLimit()).isEqualTo(8);
    assertThat(job.getActiveDeadlineSeconds()).isEqualTo(3600);
    assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(job.getTemplate().getSpec().getContainers().getFirst().getEnv()).extracting("name", "value").contains(
        tuple("EVOX_PROCESSES", "4"),
        tuple("EVOX_COORDINATOR", NAME + "-0." + NAME + ":6000"));
  }

  @Test
  void aStatefulSetsPodsAreToldTheirNames() throws Exception {
    StatefulSet set = typed(workload(Kind.STATEFULSET), StatefulSet.class);
    assertThat(set.getSpec().getServiceName()).isEqualTo(NAME);
    assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(set.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .filteredOn(variable -> variable.getName().equals("EVOX_POD")).singleElement()
        .satisfies(variable -> assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name"));
  }

  @Test
  void aJobSetsJobIsOneToKubernetes() throws Exception {
    JsonNode spec = workload(Kind.JOBSET).get("spec");
    assertThat(spec.get("failurePolicy").get("maxRestarts").asInt()).isEqualTo(2);
    var job = typed(spec.get("replicatedJobs").get(0).get("template"), JobTemplateSpec.class);
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv()).extracting("value")
        .contains(NAME + "-world-0-0." + NAME + ":6000");
  }

  @Test
  void whatKubernetesCannotDoIsRefused() {
    assertThatThrownBy(() -> text(Kind.JOB, Jobs.plain())).hasMessage("mode kubernetes must have an image, got none; give "
        + "--image, or cpu_image and gpu_image in the cluster file");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "Complete;'';a-0|Succeeded|n1||||||;COMPLETED on n1",
      "Failed;DeadlineExceeded;a-0|Failed|n1||||||;TIMEOUT (DeadlineExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||OOMKilled|||;OUT_OF_MEMORY (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|NodeLost||;NODE_FAIL (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|Evicted||;PREEMPTED (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|||;FAILED (BackoffLimitExceeded) on n1",
      "'';'';a-0|Pending||0/3 nodes are available: 3 Insufficient nvidia.com/gpu.|||||;PENDING (0/3 nodes are available: 3 "
          + "Insufficient nvidia.com/gpu.)",
      "'';'';a-0|Pending|n1||Back-off pulling image||||;PENDING (Back-off pulling image) on n1",
      "'';'';a-0|Running|n1||||||;RUNNING on n1",
      "'';'';a-0|Running|n1|||Completed|||;COMPLETED on n1",
      "'';'';'';PENDING (no pods yet)"})
  void aJobStandsAsItsPodsDo(String conditions, String reasons, String pods, String progress) {
    assertThat(new Pods(pods).progress(conditions, reasons, Pods.WITHOUT_END)).hasToString(progress);
  }

  @Test
  void everyEndOfAPodIsAnEndOfTheJob() {
    assertThat(new Pods("a-0|Failed|n1||||||").progress("Failed", "", Pods.WITHOUT_END).state()).isEqualTo(JobState.FAILED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "0;a-0|Running|n1|||Error||0|;FAILED (a-0 ended with Error) on n1",
      "0;a-0|Running|n1|||Error||1|now;FAILED (a-0 ended with Error) on n1",
      "0;a-0|Running|n1|||OOMKilled||0|;OUT_OF_MEMORY (a-0 ended with OOMKilled) on n1",
      "1;a-0|Running|n1|||Error||0|;RUNNING on n1",
      "1;a-0|Running|n1|||Error||1|now;RUNNING on n1",
      "1;a-0|Running|n1|||ErrorError||1|;FAILED (a-0 ended with ErrorError) on n1",
      "0;a-0|Running|n1|||Completed||7|now;COMPLETED on n1"})
  void whatIsStartedAgainWithoutEndFailsAfterItsRestarts(int restarts, String pods, String progress) {
    assertThat(new Pods(pods).progress("", "", restarts)).hasToString(progress);
  }

  @Test
  void oneProcessIsAJobOfAnyKubernetes() throws Exception {
    Job one = new Job(FULL.trial(), FULL.command(), Map.of(), 1, FULL.each(), FULL.placement(), FULL.container(), FULL.supervision());
    var job = typed(workload(text(Kind.JOB, one)), io.fabric8.kubernetes.api.model.batch.v1.Job.class).getSpec();
    assertThat(job.getCompletionMode()).isNull();
    // Its pod's name ends with five letters or digits, which are no number of a process.
    assertThat(job.getTemplate().getSpec().getContainers().getFirst().getEnv()).extracting("name")
        .containsExactly("EVOX_TOKEN", "EVOX_CHECKPOINTS");
  }

  @Test
  void aTokenIsKeptAsItIs() throws Exception {
    JsonNode secret = JSON.readTree(new Manifest(FULL, FOLDER).secret("a b"));
    assertThat(secret.get("stringData").get("token").asText()).isEqualTo("a b");
    assertThat(secret.get("metadata").get("labels").get("evox-run").asText()).isEqualTo(NAME);
  }
}
