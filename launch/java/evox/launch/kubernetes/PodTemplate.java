package evox.launch.kubernetes;

import static evox.launch.kubernetes.JsonText.object;

import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.RunFolder;
import evox.pool.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pod that each process of a job is. */
final class PodTemplate {

  static final String NAME = "app.kubernetes.io/name";

  /** By which the pods of a run are found. */
  static final String RUN = "evox-run";

  static final String CHECKPOINTS = "EVOX_CHECKPOINTS";

  /** What a process is told of how long it may take to end. */
  static final String GRACE = "EVOX_GRACE";

  private static final String GPU = "nvidia.com/gpu";

  private final Job job;
  private final RunFolder folder;
  private final String name;
  private final Labels more;

  PodTemplate(Job job, RunFolder folder, String name, Labels more) {
    this.job = job;
    this.folder = folder;
    this.name = name;
    this.more = more;
    if (job.container().image().isEmpty()) {
      throw new IllegalArgumentException("mode kubernetes must have an image, got none; give --image, or cpu_image and "
          + "gpu_image in the cluster file");
    }
    if (!job.placement().allocation().gpus().isEmpty()) {
      throw new IllegalArgumentException("mode kubernetes must be left to choose GPUs, got gpus="
          + job.placement().allocation().gpus() + "; give --gpus N");
    }
  }

  /** The same with other resources. */
  PodTemplate with(Resources other) {
    return new PodTemplate(job.with(other), folder, name, more);
  }

  Map<String, Object> labels() {
    Map<String, Object> labels = object(NAME, "evox-spmd", RUN, name);
    labels.putAll(more.values());
    return labels;
  }

  /** Whether a mount shows its processes where the program's checkpoints are. */
  boolean seesCheckpoints() {
    return job.container().inside(folder.checkpoints()).isPresent();
  }

  /** With one container of this name that runs these words. */
  Map<String, Object> of(String container, List<String> command, String restartPolicy, List<Object> environment) {
    return object("metadata", object("labels", labels()), "spec", spec(container, command, restartPolicy, environment));
  }

  private Map<String, Object> spec(String container, List<String> command, String restartPolicy, List<Object> environment) {
    Container image = job.container();
    List<Object> volumes = new ArrayList<>();
    List<Object> mounts = new ArrayList<>();
    for (String mount : image.mounts()) {
      String[] parts = mount.split(":");
      String volume = "mount-" + volumes.size();
      volumes.add(object("name", volume, "hostPath", object("path", parts[0])));
      Boolean readOnly = parts.length == 3 && parts[2].contains("ro") ? true : null;
      mounts.add(object("name", volume, "mountPath", parts[1], "readOnly", readOnly));
    }
    return object("subdomain", name, "restartPolicy", restartPolicy, "terminationGracePeriodSeconds",
        job.supervision().grace().toSeconds(), "affinity", affinity(), "containers", List.of(object("name", container,
            "image", image.image(), "command", literal(command), "workingDir", image.workdir(), "env", environment(environment),
            "resources", resources(), "volumeMounts", mounts)),
        "volumes", volumes);
  }

  /** Kubernetes puts variables into what looks like {@code $(NAME)}, and makes one dollar of two that follow each other. */
  private static List<String> literal(List<String> words) {
    return words.stream().map(PodTemplate::literal).toList();
  }

  private static String literal(String value) {
    return value.replace("$", "$$");
  }

  private List<Object> environment(List<Object> more) {
    List<Object> environment = new ArrayList<>();
    environment.add(object("name", "EVOX_TOKEN", "valueFrom", object("secretKeyRef", object("name", name, "key", "token"))));
    job.container().inside(folder.checkpoints())
        .ifPresent(inside -> environment.add(variable(CHECKPOINTS, literal(inside.toString()))));
    environment.add(variable(GRACE, Double.toString(job.supervision().grace().toMillis() / 1000.0)));
    environment.addAll(more);
    // An empty value is one too.
    job.environment().forEach((variable, value) -> environment.add(new TreeMap<>(Map.of("name", variable, "value", literal(value)))));
    return environment;
  }

  static Object variable(String variable, String value) {
    return object("name", variable, "value", value);
  }

  private Map<String, Object> resources() {
    Map<String, Object> amounts = new TreeMap<>();
    if (job.cores() > 0) amounts.put("cpu", Integer.toString(job.cores()));
    if (job.each().memory() > 0) amounts.put("memory", Long.toString(job.each().memory()));
    if (job.gpus() > 0) amounts.put(GPU, Integer.toString(job.gpus()));
    job.each().custom().forEach((resource, amount) -> amounts.put(resource, Long.toString((long) (double) amount)));
    return object("requests", amounts, "limits", amounts);
  }

  /** Hosts that were asked for, and not others. */
  private Map<String, Object> affinity() {
    List<Object> expressions = new ArrayList<>();
    List<String> hosts = job.placement().allocation().hosts().hosts();
    if (!hosts.isEmpty()) expressions.add(object("key", "kubernetes.io/hostname", "operator", "In", "values", hosts));
    List<String> excluded = job.placement().excluded().hosts();
    if (!excluded.isEmpty()) expressions.add(object("key", "kubernetes.io/hostname", "operator", "NotIn", "values", excluded));
    if (expressions.isEmpty()) return Map.of();
    return object("nodeAffinity", object("requiredDuringSchedulingIgnoredDuringExecution",
        object("nodeSelectorTerms", List.of(object("matchExpressions", expressions)))));
  }
}
