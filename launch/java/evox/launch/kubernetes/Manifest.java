package evox.launch.kubernetes;

import static evox.launch.kubernetes.JsonText.object;
import static evox.launch.kubernetes.PodTemplate.variable;

import evox.launch.job.Job;
import evox.launch.job.RunFolder;
import evox.pool.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Kubernetes is told of a job: a headless service, by which its pods find one another, and the pods. */
final class Manifest {

  /** The annotation that says how often a stateful set's processes may be started again. */
  static final String RESTARTS = "evox-restarts";

  private static final int PORT = 6000;

  /** With what a pod's adds, a name has at most 63 letters; the last of these tell trials of like names apart. */
  private static final int LETTERS = 40;
  private static final int KEY_LETTERS = 8;

  private final Job job;
  private final String name;
  private final PodTemplate pod;

  Manifest(Job job, RunFolder folder, Labels more) {
    this.job = job;
    this.name = name(folder);
    this.pod = new PodTemplate(job, folder, name, more);
  }

  /** Lower case, as names of the network are. */
  static String name(RunFolder folder) {
    String name = folder.trial().jobName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    // A service's name begins with a letter.
    name = Character.isDigit(name.charAt(0)) ? "evox-" + name : name;
    return name.substring(0, Math.min(LETTERS, name.length())) + "-" + folder.key().substring(0, KEY_LETTERS);
  }

  /** The same on any machine. */
  String text(Kind kind) {
    return JsonText.of(object("apiVersion", "v1", "kind", "List", "items",
        kind.hasItsOwnService() ? List.of(workload(kind)) : List.of(service(), workload(kind))));
  }

  /** What all pods of the job know, as an object of its own. */
  String secret(String token) {
    return JsonText.of(object("apiVersion", "v1", "kind", "Secret", "metadata", metadata(), "stringData", object("token", token)));
  }

  private Map<String, Object> service() {
    // Before a pod is ready it has to be found: it becomes ready by finding the others.
    return object("apiVersion", "v1", "kind", "Service", "metadata", metadata(), "spec", object("clusterIP", "None",
        "publishNotReadyAddresses", true, "selector", object(PodTemplate.RUN, name), "ports",
        List.of(object("name", "evox", "port", PORT))));
  }

  private Map<String, Object> metadata() {
    return object("name", name, "labels", pod.labels());
  }

  private Map<String, Object> workload(Kind kind) {
    return switch (kind) {
      case JOB -> object("apiVersion", "batch/v1", "kind", "Job", "metadata", metadata(), "spec",
          job.processes() == 1 ? plain() : indexed(name + "-0." + name));
      case STATEFULSET -> statefulSet();
      case JOBSET -> jobSet();
      case MPIJOB -> mpiJob();
      case DIJOB -> diJob(object("backoffLimit", job.supervision().restarts(), "preemptible", false, "tasks",
          List.of(object("name", "world", "type", "none", "replicas", job.processes(), "template",
              pod.of("di-container", job.command(), "Never", List.of())))));
      case DIJOB_1_0 -> diJob(object("minReplicas", job.processes(), "maxReplicas", job.processes(), "preemptible", false,
          "engineFields", object("topology", "star", "parallelWorkers", 1), "template",
          pod.of("di-container", job.command(), "Never", List.of(variable("EVOX_PROCESSES", "" + job.processes())))));
    };
  }

  /** A world ends with any of its pods, so that each restart of it fails all of them. */
  private Map<String, Object> indexed(String first) {
    return job("Indexed", world(first));
  }

  /** One process by itself needs no number, and every Kubernetes has such jobs. */
  private Map<String, Object> plain() {
    return job(null, List.of());
  }

  private Map<String, Object> job(String mode, List<Object> world) {
    return object("completions", job.processes(), "parallelism", job.processes(), "completionMode", mode, "backoffLimit",
        job.supervision().restarts() * job.processes(), "activeDeadlineSeconds", limit(), "template",
        pod.of("evox", job.command(), "Never", world));
  }

  private Long limit() {
    return job.placement().seconds() == 0 ? null : job.placement().seconds();
  }

  private List<Object> world(String first) {
    return List.of(variable("EVOX_PROCESSES", "" + job.processes()), variable("EVOX_COORDINATOR", first + ":" + PORT));
  }

  private Map<String, Object> statefulSet() {
    List<Object> environment = new ArrayList<>(world(name + "-0." + name));
    environment.add(object("name", "EVOX_POD", "valueFrom", object("fieldRef", object("fieldPath", "metadata.name"))));
    // Kubernetes itself starts its pods again and again, and has no field for how often.
    Map<String, Object> metadata = metadata();
    metadata.put("annotations", object(RESTARTS, "" + job.supervision().restarts()));
    return object("apiVersion", "apps/v1", "kind", "StatefulSet", "metadata", metadata, "spec", object("serviceName", name,
        "replicas", job.processes(), "podManagementPolicy", "Parallel", "selector",
        object("matchLabels", object(PodTemplate.RUN, name)), "template",
        pod.of("evox", job.command(), "Always", environment)));
  }

  /** Its pods' host names say of which set, of which of its jobs and which of that they are. */
  private Map<String, Object> jobSet() {
    Map<String, Object> jobTemplate = object("metadata", object("labels", pod.labels()), "spec", indexed(name + "-world-0-0." + name));
    // The set counts restarts, and its job must not.
    typed(jobTemplate.get("spec")).put("backoffLimit", 0);
    return object("apiVersion", "jobset.x-k8s.io/v1alpha2", "kind", "JobSet", "metadata", metadata(), "spec",
        object("network", object("enableDNSHostnames", true, "subdomain", name), "failurePolicy",
            object("maxRestarts", job.supervision().restarts()), "replicatedJobs",
            List.of(object("name", "world", "replicas", 1, "template", jobTemplate))));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> typed(Object map) {
    return (Map<String, Object>) map;
  }

  private Map<String, Object> mpiJob() {
    List<String> mpirun = new ArrayList<>(List.of("mpirun", "-n", "" + job.processes()));
    List<String> names = new ArrayList<>(job.environment().keySet());
    names.addAll(List.of("EVOX_TOKEN", PodTemplate.GRACE));
    if (pod.seesCheckpoints()) names.add(PodTemplate.CHECKPOINTS);
    for (String variable : names.stream().sorted().toList()) mpirun.addAll(List.of("-x", variable));
    mpirun.add("env");
    mpirun.addAll(job.command());
    Map<String, Object> replicas = object("Launcher", object("replicas", 1, "template",
        // It only starts the others.
        pod.with(Resources.NONE).of("evox", mpirun, "Never", List.of())),
        "Worker", object("replicas", job.processes(), "template",
            pod.of("evox", List.of("/usr/sbin/sshd", "-De"), "Never", List.of())));
    return object("apiVersion", "kubeflow.org/v2beta1", "kind", "MPIJob", "metadata", metadata(), "spec",
        object("slotsPerWorker", 1, "runPolicy", object("cleanPodPolicy", "Running", "backoffLimit", job.supervision().restarts(),
            "activeDeadlineSeconds", limit()), "mpiReplicaSpecs", replicas));
  }

  private Map<String, Object> diJob(Map<String, Object> what) {
    Map<String, Object> spec = object("priority", "normal", "cleanPodPolicy", "Running");
    spec.putAll(what);
    return object("apiVersion", "diengine.opendilab.org/v2alpha1", "kind", "DIJob", "metadata", metadata(), "spec", spec);
  }
}
