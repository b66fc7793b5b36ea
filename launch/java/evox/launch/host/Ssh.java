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

  /** Where the values of variables are that the job is given: among the words of a command everybody would see them. */
  private static final String VARIABLES = "variables";

  /**
   * Leaves its number for whoever kills its session: what it has started ends with it. A program that ends with the code
   * by which ssh says that it did not get through gets another one.
   */
  private static final String LEADER = "echo $$ >\"$0\" && . \"$1\" && shift && { \"$@\"; code=$?; "
      + "[ $code -ne 255 ] || code=254; exit $code; }";

  @Override
  public List<ProcessPlan> plan(Job job, RunFolder run, List<String> hosts, int processes, int attempt) {
    requireHosts("ssh", hosts);
    requireNameForAll(hosts);
    List<ProcessPlan> plans = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      String host = hosts.get((int) ((long) id * hosts.size() / processes));
      Map<String, String> environment = new TreeMap<>(Companion.told(job, run));
      environment.put("EVOX_PROCESS_ID", Integer.toString(id));
      environment.put("EVOX_PROCESSES", Integer.toString(processes));
      environment.put("EVOX_COORDINATOR", hosts.getFirst() + ":" + run.logs().resolve("coordinator-" + attempt));
      environment.put("EVOX_LAUNCHER", "stdin");
      String number = run.logs().resolve("process-" + id + "." + attempt + ".pid").toString();
      plans.add(new ProcessPlan(host, on(host, start(job.command(), environment, number, run)), Map.of(),
          ProcessPlan.Ear.INPUT, on(host, "kill -s KILL -- -\"$(cat " + ShellWords.quote(number) + ")\"")));
    }
    return plans;
  }

  /** For the shell of the other machine, which reads one line. */
  private String start(List<String> command, Map<String, String> environment, String number, RunFolder run) {
    List<String> words = new ArrayList<>(List.of("exec", "setsid", "-w", "sh", "-c", LEADER, number,
        run.logs().resolve(VARIABLES).toString(), "env"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return "cd " + ShellWords.quote(folder.toString()) + " && " + ShellWords.line(words);
  }

  @Override
  public void prepare(Job job, RunFolder run, List<String> hosts, int processes, int attempt) {
    run.writeForUserAlone(VARIABLES, variables(job));
  }

  @Override
  public String text(Job job, RunFolder run) {
    String file = job.environment().isEmpty() ? "" : run.logs().resolve(VARIABLES) + ":\n" + variables(job);
    return file + Companion.super.text(job, run);
  }

  /** For the shell of the other machine. */
  private static String variables(Job job) {
    StringBuilder text = new StringBuilder();
    job.environment().forEach((name, value) ->
        text.append("export ").append(name).append('=').append(ShellWords.quote(value)).append('\n'));
    return text.toString();
  }

  private List<String> on(String host, String line) {
    List<String> words = new ArrayList<>(shell);
    words.add(host);
    words.add(line);
    return words;
  }

  /** All meet at the first; one that calls it as it calls itself would look for it on itself. */
  private static void requireNameForAll(List<String> hosts) {
    String first = hosts.getFirst();
    if (hosts.stream().distinct().count() == 1 || !first.matches("localhost|127\\..*|::1")) return;
    throw new IllegalArgumentException("the first of several hosts must have a name by which the others reach it, got host="
        + first);
  }

  /** A host's name must not be taken for an option. */
  static void requireHosts(String mode, List<String> hosts) {
    if (hosts.isEmpty()) throw new IllegalArgumentException("mode " + mode + " must have hosts, got none; give --hosts");
    for (String host : hosts) {
      if (host.startsWith("-")) throw new IllegalArgumentException("a host's name must not begin with -, got host=" + host);
    }
  }
}
