package evox.launch.kubernetes;

import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import evox.launch.job.Scheduler;
import evox.launch.job.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Kubernetes that the user's kubectl reaches.
 *
 * @param namespace empty for kubectl's own
 * @param labels of what it is asked for
 */
public record Kubernetes(Kind kind, String namespace, Labels labels) implements Scheduler {

  private static final String MANIFEST = "manifest.json";

  /** A pod on a host that is lost is never seen to have gone. */
  private static final String DELETION = "--timeout=120s";

  /** Of the conditions of a workload those that hold: some kinds list the others as well. */
  private static final String TRUE = "{.status.conditions[?(@.status==\"True\")]";

  private static final String PODS = "{range .items[*]}{.metadata.name}|{.status.phase}|{.spec.nodeName}|"
      + "{.status.conditions[?(@.type==\"PodScheduled\")].message}|"
      + "{.status.containerStatuses[0].state.waiting.message}|"
      + "{.status.containerStatuses[0].state.terminated.reason}{.status.containerStatuses[0].lastState.terminated.reason}|"
      + "{.status.reason}|{.status.containerStatuses[0].restartCount}|{.status.containerStatuses[0].state.running.startedAt}"
      + "{\"\\n\"}{end}";
  private static final String LOGS = "{range .items[*]}{.metadata.name}|{.status.containerStatuses[0].state.running.startedAt}|"
      + "{.status.containerStatuses[0].lastState.terminated.reason}{\"\\n\"}{end}";
  /** A stateful set has begun anew what had ended. */
  private static final String CODES = "{range .items[*]}{.metadata.name}|"
      + "{.status.containerStatuses[0].state.terminated.exitCode}|"
      + "{.status.containerStatuses[0].lastState.terminated.exitCode}{\"\\n\"}{end}";

  @Override
  public String text(Job job, RunFolder folder) {
    return new Manifest(job, folder, labels).text(kind);
  }

  @Override
  public String foreseenId(Job job, RunFolder folder) {
    return namespace + "/" + kind.word() + "/" + Manifest.name(folder);
  }

  @Override
  public String submit(Job job, RunFolder folder) {
    Path file = folder.writeForUserAlone(MANIFEST, text(job, folder));
    // Through its input: what is among the words of a command, everybody on this machine can read. As long as it is
    // there, whatever else has the name and our label belongs to this job.
    Tool.require(kubectl("create", "--filename=-"), new Manifest(job, folder, labels).secret(folder.secret()));
    try {
      // Not apply, which would make what others have there into ours.
      Tool.require(kubectl("create", "--filename=" + file), "");
    } catch (IllegalStateException e) {
      // What is refused may be a kind that this Kubernetes does not have: there is nothing of it then.
      String name = Manifest.name(folder);
      for (String each : objects()) Tool.ask(kubectl("delete", each, ours(name)), "");
      Tool.ask(kubectl("delete", "pods", pods(name), DELETION), "");
      throw e.getMessage().contains("completionMode") ? new IllegalStateException(e.getMessage()
          + "; before 1.21 Kubernetes has no indexed jobs: use --kind statefulset", e) : e;
    }
    return foreseenId(job, folder);
  }

  private List<String> objects() {
    return List.of(kind.resource(), "service", "secret");
  }

  /** By our label: what others have called by the same name is not touched. */
  private static String ours(String name) {
    return "--selector=" + PodTemplate.RUN + "=" + name;
  }

  private String pods(String name) {
    return "--selector=" + kind.selector(name);
  }

  /** Who knows of a job that was given this id. */
  public static Kubernetes of(String id) {
    String[] parts = id.split("/", -1);
    return new Kubernetes(Kind.values()[Kind.words().indexOf(parts[1])], parts[0], Labels.NONE);
  }

  private static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  @Override
  public Progress progress(String id, RunFolder folder) {
    String name = name(id);
    Tool.Answer found = Tool.ask(kubectl("get", kind.resource(), name, "--ignore-not-found",
        "--output=jsonpath={.metadata.name}|" + TRUE + ".type}|" + TRUE + ".reason}|{.metadata.annotations."
        + Manifest.RESTARTS + "}"), "");
    if (!found.succeeded()) throw new IllegalStateException("kubectl must tell of " + name + ", got " + found.err());
    if (found.out().isEmpty()) return new Progress(JobState.CANCELLED, "it has been deleted", "");
    String[] parts = found.out().split("\\|", -1);
    Progress progress = new Pods(Tool.require(kubectl("get", "pods", pods(name), "--output=jsonpath=" + PODS), ""))
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
    for (String[] pod : youngestLast(id, LOGS)) {
      if (!isOf(process, pod[0], name(id))) continue;
      // A stateful set has begun anew what had been done, or had failed once too often.
      boolean runsAgain = !pod[1].isEmpty() && !pod[2].isEmpty();
      boolean over = runsAgain && (pod[2].equals("Completed") || progress(id, folder).state().hasEnded());
      List<String> previous = kubectl("logs", pod[0], "--previous");
      Tool.save(over ? previous : kubectl("logs", pod[0]), folder.out(process));
      // Begun anew since it was looked at; where it was not, there is none before it.
      if (folder.out(process).toFile().length() == 0) Tool.save(previous, folder.out(process));
    }
  }

  /** Of each process what its youngest pod ended with. */
  @Override
  public List<String> exitCodes(String id, RunFolder folder) {
    String[] codes = new String[kind == Kind.MPIJOB ? 1 : folder.record().processes()];
    Arrays.fill(codes, "unknown");
    for (String[] pod : youngestLast(id, CODES)) {
      for (int process = 0; process < codes.length; process++) {
        String code = pod[1].isEmpty() ? pod[2] : pod[1];
        if (isOf(process, pod[0], name(id)) && !code.isEmpty()) codes[process] = code;
      }
    }
    return List.of(codes);
  }

  /** What is asked for of each pod. */
  private List<String[]> youngestLast(String id, String fields) {
    return Tool.ask(kubectl("get", "pods", pods(name(id)), "--sort-by=.metadata.creationTimestamp",
        "--output=jsonpath=" + fields), "").out().lines().map(line -> line.split("\\|", -1)).toList();
  }

  /** Names of pods say which they are: name-3, name-3-x7k2f, name-x7k2f for the only one, name-world-0-3-x7k2f, name-launcher-x7k2f. */
  private boolean isOf(int process, String pod, String name) {
    String rest = pod.substring(Math.min(pod.length(), name.length()));
    return switch (kind) {
      case JOB -> rest.matches("-" + process + "-[a-z0-9]+") || process == 0 && rest.matches("-[a-z0-9]+");
      case STATEFULSET -> rest.equals("-" + process);
      // DI-orchestrator counts how often it has started a job's pods.
      case DIJOB_1_0 -> rest.matches("-[0-9]+-" + process);
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
    for (String each : objects()) delete(each, ours(name));
    delete("pods", pods(name));
  }

  private void delete(String resource, String which) {
    Tool.Answer answer = Tool.ask(kubectl("delete", resource, which, DELETION), "");
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
