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

  private static final int FIRST_PORT = 61440;
  private static final int PORTS = 4096;

  @Override
  public List<ProcessPlan> plan(Job job, RunFolder run, List<String> hosts, int processes, int attempt) {
    requireHosts("ssh", hosts);
    List<ProcessPlan> plans = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      String host = hosts.get((int) ((long) id * hosts.size() / processes));
      Path number = run.logs().resolve("process-" + id + ".pid");
      plans.add(new ProcessPlan(host, on(host, start(job, run, hosts.getFirst(), id, processes, attempt, number)),
          Map.of(), on(host, "kill -s KILL \"$(cat " + ShellWords.quote(number.toString()) + ")\"")));
    }
    return plans;
  }

  /** For the shell of the other machine, which reads one line. It leaves its process's number for whoever kills it. */
  private String start(Job job, RunFolder run, String first, int id, int processes, int attempt, Path number) {
    Map<String, String> environment = new TreeMap<>(Companion.environment(job, run));
    environment.put("EVOX_PROCESS_ID", Integer.toString(id));
    environment.put("EVOX_PROCESSES", Integer.toString(processes));
    environment.put("EVOX_COORDINATOR", first + ":" + port(run, attempt));
    environment.put("EVOX_LAUNCHER", "stdin");
    List<String> words = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(job.command());
    return "cd " + ShellWords.quote(folder.toString()) + " && echo $$ >" + ShellWords.quote(number.toString())
        + " && exec " + ShellWords.line(words);
  }

  /** One that other trials hardly have. */
  private static int port(RunFolder run, int attempt) {
    return FIRST_PORT + Math.floorMod(run.trial().toString().hashCode() + attempt, PORTS);
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
