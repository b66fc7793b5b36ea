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

  /** A pod on a host that is lost is never seen to have gone. */
  private static final String DELETION = "--timeout=120s";

  private static final String PODS = "{range .items[*]}{.metadata.name}|{.status.phase}|{.spec.nodeName}|"
      + "{.status.conditions[?(@.type==\"PodScheduled\")].message}|"
      + "{.status.containerStatuses[0].state.waiting.message}|"
      + "{.status.containerStatuses[0].state.terminated.reason}{.status.containerStatuses[0].lastState.terminated.reason}|"
      + "{.status.reason}|{.status.containerStatuses[0].restartCount}|{.status.containerStatuses[0].state.running.startedAt}"
      + "{\"\\n\"}{end}";
  private static final String LOGS = "{range .items[*]}{.metadata.name}|{.status.containerStatuses[0].state.running.startedAt}|"
      + "{.status.containerStatuses[0].lastState.terminated.reason}{\"\\n\"}{end}";

  @Override
  public String text(Job job, RunFolder folder) {
    return new Manifest(job).text(kind);
  }

  @Override
  public String submit(Job job, RunFolder folder) {
    Manifest manifest = new Manifest(job);
    String name = Manifest.name(job);
    Path file = folder.write(MANIFEST, text(job, folder));
    // Through its input: what is among the words of a command, everybody on this machine can read.
    Tool.require(kubectl("create", "--filename=-"), manifest.secret(folder.secret()));
    try {
      Tool.require(kubectl("apply", "--filename=" + file), "");
    } catch (IllegalStateException e) {
      // What is refused may be a kind that this Kubernetes does not have: there is nothing of it then.
      for (String each : List.of(kind.resource(), "service", "secret")) {
        Tool.ask(kubectl("delete", each, name, "--ignore-not-found"), "");
      }
      throw e.getMessage().contains("completionMode") ? new IllegalStateException(e.getMessage()
          + "; before 1.21 Kubernetes has no indexed jobs: use --kind statefulset", e) : e;
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
        "--output=jsonpath={.metadata.name}|{.status.conditions[*].type}|{.status.conditions[*].reason}|"
        + "{.metadata.annotations." + Manifest.RESTARTS + "}"), "");
    if (!found.succeeded()) throw new IllegalStateException("kubectl must tell of " + name + ", got " + found.err());
    if (found.out().isEmpty()) return new Progress(JobState.CANCELLED, "it has been deleted", "");
    String[] parts = found.out().split("\\|", -1);
    Progress progress = new Pods(Tool.require(kubectl("get", "pods", "--selector=" + PodTemplate.RUN + "=" + name,
        "--output=jsonpath=" + PODS), ""))
        .progress(parts[1], parts[2], parts[3].isEmpty() ? Pods.WITHOUT_END : Integer.parseInt(parts[3]));
    return progress.equals(Pods.NONE_YET) ? new Progress(progress.state(), whyNoPods(name), "") : progress;
  }

  /** A pod that may not be is told of by an event of what was to make it. */
  private String whyNoPods(String name) {
    Tool.Answer event = Tool.ask(kubectl("get", "events", "--field-selector=involvedObject.name=" + name + ",type=Warning",
        "--sort-by=.lastTimestamp", "--output=jsonpath={.items[-1:].message}"), "");
    // Where there is none, kubectl fails for want of a last one.
    if (!event.succeeded() || event.out().isEmpty()) return Pods.NONE_YET.reason();
    return String.join("; ", event.out().lines().toList());
  }

  @Override
  public void collect(String id, RunFolder folder, int process) {
    // The youngest last: what it says counts.
    for (String line : Tool.ask(kubectl("get", "pods", "--selector=" + PodTemplate.RUN + "=" + name(id),
        "--sort-by=.metadata.creationTimestamp", "--output=jsonpath=" + LOGS), "").out().lines().toList()) {
      String[] pod = line.split("\\|", -1);
      if (!isOf(process, pod[0], name(id))) continue;
      List<String> logs = kubectl("logs", pod[0]);
      // A stateful set has begun anew what had been done.
      if (!pod[1].isEmpty() && pod[2].equals("Completed")) logs.add("--previous");
      Tool.save(logs, folder.out(process));
    }
  }

  /** Names of pods say which they are: name-3, name-3-x7k2f, name-x7k2f for the only one, name-world-0-3-x7k2f, name-launcher-x7k2f. */
  private boolean isOf(int process, String pod, String name) {
    String rest = pod.substring(Math.min(pod.length(), name.length()));
    return switch (kind) {
      case JOB -> rest.matches("-" + process + "-[a-z0-9]+") || process == 0 && rest.matches("-[a-z0-9]+");
      case STATEFULSET, DIJOB_1_0 -> rest.equals("-" + process);
      case JOBSET -> rest.matches("-world-0-" + process + "-[a-z0-9]+");
      case MPIJOB -> rest.matches("-launcher.*") && process == 0;
      case DIJOB -> rest.matches(".*-" + process);
    };
  }

  @Override
  public void stop(String id) {
    delete(name(id));
  }

  @Override
  public void clear(String id) {
    delete(name(id));
  }

  /** Returns when its pods are gone too: what they belonged to is gone before them. */
  private void delete(String name) {
    for (String each : List.of(kind.resource(), "service", "secret")) delete(each, name);
    delete("pods", "--selector=" + PodTemplate.RUN + "=" + name);
  }

  private void delete(String resource, String which) {
    Tool.Answer answer = Tool.ask(kubectl("delete", resource, which, "--ignore-not-found", DELETION), "");
    if (!answer.succeeded()) System.err.println("kubectl must delete " + resource + " " + which + ", got " + answer.err());
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
