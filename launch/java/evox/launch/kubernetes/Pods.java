package evox.launch.kubernetes;

import evox.launch.job.JobState;
import evox.launch.job.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The pods of a job as kubectl tells of them, a line each. */
final class Pods {

  /** For kinds that Kubernetes itself ends. */
  static final int WITHOUT_END = Integer.MAX_VALUE;

  /** How a job stands that has no pods. */
  static final Progress NONE_YET = new Progress(JobState.PENDING, "no pods yet", "");

  private record Pod(String name, String phase, String node, String scheduling, String waiting, String terminated,
      String reason, int restarts, boolean runs) {

    static Pod of(String line) {
      String[] parts = line.split("\\|", -1);
      return new Pod(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6],
          parts[7].isEmpty() ? 0 : Integer.parseInt(parts[7]), !parts[8].isEmpty());
    }

    /** How often its process has ended badly. */
    int failures() {
      return terminated.isEmpty() || terminated.startsWith("Completed") ? 0 : restarts + (runs ? 0 : 1);
    }

    String why() {
      return !scheduling.isEmpty() ? scheduling : waiting;
    }
  }

  private final List<Pod> pods = new ArrayList<>();

  Pods(String lines) {
    lines.lines().filter(line -> line.contains("|")).map(Pod::of).forEach(pods::add);
  }

  /**
   * How the job stands.
   *
   * @param conditions of the workload, such as {@code Complete}; empty for kinds that have none
   * @param reasons of the conditions
   * @param restarts how often a process may be started again, where Kubernetes does that without end
   */
  Progress progress(String conditions, String reasons, int restarts) {
    String hosts = pods.stream().map(Pod::node).filter(node -> !node.isEmpty()).distinct().sorted().collect(Collectors.joining(","));
    if (conditions.matches(".*\\b(Complete|Completed|Succeeded)\\b.*")) return new Progress(JobState.COMPLETED, "", hosts);
    if (conditions.matches(".*\\bFailed\\b.*")) return new Progress(failure(reasons), reasons, hosts);
    if (!pods.isEmpty() && all("Completed")) return new Progress(JobState.COMPLETED, "", hosts);
    for (Pod pod : pods) {
      if (pod.failures() > restarts) return new Progress(failure(""), pod.name + " ended with " + pod.terminated, hosts);
    }
    for (Pod pod : pods) {
      if (pod.phase.equals("Pending")) return new Progress(JobState.PENDING, pod.why(), hosts);
    }
    return pods.isEmpty() ? NONE_YET : new Progress(JobState.RUNNING, "", hosts);
  }

  private boolean all(String terminated) {
    return pods.stream().allMatch(pod -> pod.terminated.startsWith(terminated));
  }

  private JobState failure(String reasons) {
    if (reasons.contains("DeadlineExceeded")) return JobState.TIMEOUT;
    if (pods.stream().anyMatch(pod -> pod.terminated.contains("OOMKilled"))) return JobState.OUT_OF_MEMORY;
    if (pods.stream().anyMatch(pod -> pod.reason.matches("NodeLost|NodeShutdown|Shutdown"))) return JobState.NODE_FAIL;
    if (pods.stream().anyMatch(pod -> pod.reason.matches("Evicted|Preempting"))) return JobState.PREEMPTED;
    return JobState.FAILED;
  }
}
