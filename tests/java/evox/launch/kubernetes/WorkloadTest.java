package evox.launch.kubernetes;

import static evox.launch.kubernetes.Manifests.FULL;
import static evox.launch.kubernetes.Manifests.NAME;
import static evox.launch.kubernetes.Manifests.template;
import static evox.launch.kubernetes.Manifests.text;
import static evox.launch.kubernetes.Manifests.typed;
import static evox.launch.kubernetes.Manifests.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import evox.launch.job.Job;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs the processes, for each kind, as Kubernetes' own types understand it. */
class WorkloadTest {

  @ParameterizedTest
  @EnumSource
  void whatAProcessIsToHaveItsContainerHas(Kind kind) throws Exception {
    PodTemplateSpec pod = typed(template(kind), PodTemplateSpec.class);
    var container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getName()).isEqualTo(kind.word().startsWith("dijob") ? "di-container" : "evox");
    assertThat(container.getImage()).isEqualTo("evox:1");
    Map<String, String> labels = Map.of("example.com/team", "swarm", "empty", "", "evox-run", NAME);
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(labels);
    for (String name : labels.keySet()) assertThat(workload(kind).get("metadata").get("labels").has(name)).as(name).isTrue();
    assertThat(container.getWorkingDir()).isEqualTo("/work");
    assertThat(container.getCommand().stream().map(Manifests::expanded)).endsWith("java", "-jar", "/evox.jar", "solve",
        "$(id) $HOME $$ $$(id)$");
    assertThat(container.getEnv()).anySatisfy(variable -> {
      assertThat(variable.getName()).isEqualTo("ODD");
      assertThat(Manifests.expanded(variable.getValue())).isEqualTo("pa$$word a,b \"$(ODD)\"\n'é'");
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
    assertThat(container.getEnv()).anySatisfy(variable -> {
      assertThat(variable.getName()).isEqualTo("EVOX_GRACE");
      assertThat(variable.getValue()).isEqualTo("20.0");
    });
    var terms = pod.getSpec().getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms().getFirst().getMatchExpressions();
    assertThat(terms.get(0).getValues()).containsExactly("node1", "node2");
    assertThat(terms.get(1).getOperator()).isEqualTo("NotIn");
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB", "STATEFULSET", "JOBSET"})
  void podsFindOneAnotherByAHeadlessServiceBeforeTheyAreReady(Kind kind) throws Exception {
    Service service = typed(Manifests.tree(text(kind, FULL)).get("items").get(0), Service.class);
    assertThat(service.getMetadata().getName()).isEqualTo(NAME);
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    PodTemplateSpec pod = typed(template(kind), PodTemplateSpec.class);
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(service.getSpec().getSelector());
    assertThat(pod.getSpec().getSubdomain()).isEqualTo(NAME);
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
  void oneProcessIsAJobOfAnyKubernetes() throws Exception {
    Job one = new Job(FULL.trial(), FULL.command(), Map.of(), 1, FULL.each(), FULL.placement(), FULL.container(), FULL.supervision());
    var job = typed(workload(text(Kind.JOB, one)), io.fabric8.kubernetes.api.model.batch.v1.Job.class).getSpec();
    assertThat(job.getCompletionMode()).isNull();
    // Its pod's name ends with five letters or digits, which are no number of a process.
    assertThat(job.getTemplate().getSpec().getContainers().getFirst().getEnv()).extracting("name")
        .containsExactly("EVOX_TOKEN", "EVOX_CHECKPOINTS", "EVOX_GRACE");
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
}
