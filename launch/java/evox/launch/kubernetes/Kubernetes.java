package evox.launch.kubernetes;

import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import evox.launch.job.Scheduler;
import evox.launch.job.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kubernetes that the user's kubectl reaches.
 *
 * @param namespace empty for kubectl's own
 */
public record Kubernetes(Kind kind, String namespace) implements Scheduler {

  private static final String MANIFEST = "manifest.json";
  private static final String PODS = "{range .items[*]}{.metadata.name}|{.status.phase}|{.spec.nodeName}|"
      + "{.status.conditions[?(@.type==\"PodScheduled\")].message}|"
      + "{.status.containerStatuses[0].state.waiting.message}|"
      + "{.status.containerStatuses[0].state.terminated.reason}{.status.containerStatuses[0].lastState.terminated.reason}|"
      + "{.status.reason}{\"\\n\"}{end}";

  @Override
  public String text(Job job, RunFolder folder) {
    return new Manifest(job).text(kind);
  }

  @Override
  public String submit(Job job, RunFolder folder) {
    String name = Manifest.name(job);
    Path manifest = folder.write(MANIFEST, text(job, folder));
    Tool.require(kubectl("create", "secret", "generic", name, "--from-file=token=" + folder.token()), "");
    try {
      Tool.require(kubectl("apply", "--filename=" + manifest), "");
    } catch (IllegalStateException e) {
      delete(kind.resource(), name);
      throw e;
    }
    return namespace + "/" + kind.word() + "/" + name;
  }

  /** Who knows of a job that was given this id. */
  public static Kubernetes of(String id) {
    String[] parts = id.split("/", -1);
    return new Kubernetes(Kind.values()[Kind.words().indexOf(parts[1])], parts[0]);
  }

  private static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  @Override
  public Progress progress(String id, RunFolder folder) {
    String name = name(id);
    Tool.Answer found = Tool.ask(kubectl("get", kind.resource(), name, "--ignore-not-found",
        "--output=jsonpath={.metadata.name}|{.status.conditions[*].type}|{.status.conditions[*].reason}"), "");
    if (!found.succeeded()) throw new IllegalStateException("kubectl must tell of " + name + ", got " + found.err());
    if (found.out().isEmpty()) return new Progress(JobState.CANCELLED, "it has been deleted", "");
    String[] parts = found.out().split("\\|", -1);
    return new Pods(Tool.require(kubectl("get", "pods", "--selector=" + PodTemplate.RUN + "=" + name,
        "--output=jsonpath=" + PODS), ""))
        .progress(parts[1], parts[2]);
  }

  @Override
  public void collect(String id, RunFolder folder, int process) {
    for (String pod : Tool.ask(kubectl("get", "pods", "--selector=" + PodTemplate.RUN + "=" + name(id),
        "--output=jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}"), "").out().lines().toList()) {
      if (!isOf(process, pod, name(id))) continue;
      Tool.Answer log = Tool.ask(kubectl("logs", pod), "");
      if (log.succeeded()) folder.write(folder.out(process).getFileName().toString(), log.out() + "\n");
    }
  }

  /** Names of pods say which they are: name-3, name-3-x7k2f, name-world-0-3-x7k2f, name-launcher-x7k2f. */
  private boolean isOf(int process, String pod, String name) {
    String rest = pod.substring(Math.min(pod.length(), name.length()));
    return switch (kind) {
      case JOB -> rest.matches("-" + process + "-[a-z0-9]+");
      case STATEFULSET, DIJOB_1_0 -> rest.equals("-" + process);
      case JOBSET -> rest.matches("-world-0-" + process + "-[a-z0-9]+");
      case MPIJOB -> rest.matches("-launcher.*") && process == 0;
      case DIJOB -> rest.matches(".*-" + process);
    };
  }

  @Override
  public void stop(String id) {
    delete(kind.resource(), name(id));
  }

  @Override
  public void clear(String id) {
    delete(kind.resource(), name(id));
  }

  private void delete(String resource, String name) {
    for (String each : List.of(resource, "service", "secret")) {
      Tool.Answer answer = Tool.ask(kubectl("delete", each, name, "--ignore-not-found"), "");
      if (!answer.succeeded()) System.err.println("kubectl must delete " + each + " " + name + ", got " + answer.err());
    }
  }

  @Override
  public String version() {
    return Tool.ask("kubectl", "version", "--client").out().lines().findFirst().orElse("unknown");
  }

  private List<String> kubectl(String... words) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    if (!namespace.isEmpty()) command.add("--namespace=" + namespace);
    command.addAll(List.of(words));
    return command;
  }
}
