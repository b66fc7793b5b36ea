package evox.launch.host;

import evox.launch.job.Job;
import evox.launch.job.RunFolder;
import evox.launch.word.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processes of several machines, each through a remote shell; the machines are divided evenly.
 *
 * @param shell the words before the host's name: ssh with its options, or whatever takes its place
 * @param folder where the processes start on each machine
 */
public record Ssh(List<String> shell, Path folder) implements Companion {

  /** Never asks for a password, which nobody could give: there is a shell for each process. */
  public static final List<String> SHELL = List.of("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o",
      "ServerAliveInterval=5");

  /** Leaves its number for whoever kills its session: what it has started ends with it. */
  private static final String LEADER = "echo $$ >\"$0\" && exec \"$@\"";

  @Override
  public List<ProcessPlan> plan(Job job, RunFolder run, List<String> hosts, int processes, int attempt) {
    requireHosts("ssh", hosts);
    List<ProcessPlan> plans = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      String host = hosts.get((int) ((long) id * hosts.size() / processes));
      Map<String, String> environment = new TreeMap<>(Companion.environment(job, run));
      environment.put("EVOX_PROCESS_ID", Integer.toString(id));
      environment.put("EVOX_PROCESSES", Integer.toString(processes));
      environment.put("EVOX_COORDINATOR", hosts.getFirst() + ":" + run.logs().resolve("coordinator-" + attempt));
      environment.put("EVOX_LAUNCHER", "stdin");
      String number = run.logs().resolve("process-" + id + "." + attempt + ".pid").toString();
      plans.add(new ProcessPlan(host, on(host, start(job.command(), environment, number)), Map.of(),
          on(host, "kill -s KILL -- -\"$(cat " + ShellWords.quote(number) + ")\"")));
    }
    return plans;
  }

  /** For the shell of the other machine, which reads one line. */
  private String start(List<String> command, Map<String, String> environment, String number) {
    List<String> words = new ArrayList<>(List.of("exec", "setsid", "-w", "sh", "-c", LEADER, number, "env"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return "cd " + ShellWords.quote(folder.toString()) + " && " + ShellWords.line(words);
  }

  private List<String> on(String host, String line) {
    List<String> words = new ArrayList<>(shell);
    words.add(host);
    words.add(line);
    return words;
  }

  /** A host's name must not be taken for an option. */
  static void requireHosts(String mode, List<String> hosts) {
    if (hosts.isEmpty()) throw new IllegalArgumentException("mode " + mode + " must have hosts, got none; give --hosts");
    for (String host : hosts) {
      if (host.startsWith("-")) throw new IllegalArgumentException("a host's name must not begin with -, got host=" + host);
    }
  }
}
