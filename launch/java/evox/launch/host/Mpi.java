package evox.launch.host;

import evox.launch.job.Job;
import evox.launch.job.RunFolder;
import evox.launch.job.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processes of one mpirun, as Open MPI 4 and 5 have it.
 *
 * @param mpirun its words before those of the job
 */
public record Mpi(List<String> mpirun) implements Companion {

  public static final List<String> MPIRUN = List.of("mpirun");

  /** Where the hosts of an attempt are listed. */
  private static final String HOSTS = "hosts-";

  /** What is there once a process of an attempt has ended badly. */
  private static final String FAILED = "failed-";

  /** Ends as the words do, and leaves its code and a mark if that is badly: mpirun has one code for all. */
  private static final String MARK = "\"$@\" || { code=$?; echo \"$code\" >\"$0.$OMPI_COMM_WORLD_RANK\"; : >\"$0\"; "
      + "exit \"$code\"; }";

  /**
   * How soon mpirun notices that a host is silent: by default it waits for minutes. In its environment, where words of
   * {@link #mpirun} win over them.
   */
  private static final Map<String, String> KEEP_ALIVE = Map.of("OMPI_MCA_oob_tcp_keepalive_time", "2",
      "OMPI_MCA_oob_tcp_keepalive_intvl", "1", "OMPI_MCA_oob_tcp_keepalive_probes", "3");

  @Override
  public List<ProcessPlan> plan(Job job, RunFolder folder, List<String> hosts, int processes, int attempt) {
    Map<String, String> environment = Companion.environment(job, folder);
    environment.put("EVOX_LAUNCHER", "stdin");
    // In a session of its own: Ctrl-C, which a terminal sends to all, would have mpirun kill its processes at once.
    List<String> words = new ArrayList<>(List.of("setsid", "-w"));
    words.addAll(mpirun);
    if (!hosts.isEmpty()) words.addAll(List.of("--hostfile", folder.logs().resolve(HOSTS + attempt).toString()));
    words.addAll(List.of("-n", Integer.toString(processes)));
    // By their names alone: a value in the command line would be cut at commas, and seen by all.
    for (String name : environment.keySet().stream().sorted().toList()) words.addAll(List.of("-x", name));
    // Open MPI spoils words with the letters c and p side by side when the program is called java.
    words.addAll(List.of("sh", "-c", MARK, failed(folder, attempt).toString()));
    words.addAll(job.command());
    environment.putAll(KEEP_ALIVE);
    return List.of(new ProcessPlan("", words, environment, ProcessPlan.Ear.MPIRUN, List.of()));
  }

  /** An mpirun that lost a host without a word may wait for it for ever, while the processes elsewhere have ended. */
  @Override
  public boolean hasFailed(RunFolder folder, int attempt) {
    return Files.exists(failed(folder, attempt));
  }

  /** Of one that mpirun has killed nobody knows. */
  @Override
  public List<String> exitCodes(RunFolder folder, int processes, int attempt, List<Integer> codes) {
    List<String> known = new ArrayList<>();
    try {
      for (int process = 0; process < processes; process++) {
        Path mark = Path.of(failed(folder, attempt) + "." + process);
        known.add(Files.exists(mark) ? Files.readString(mark).strip() : codes.equals(List.of(0)) ? "0" : "unknown");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private static Path failed(RunFolder folder, int attempt) {
    return folder.logs().resolve(FAILED + attempt);
  }

  @Override
  public String text(Job job, RunFolder folder) {
    List<String> hosts = job.placement().allocation().hosts().hosts();
    String file = hosts.isEmpty() ? "" : folder.logs().resolve(HOSTS + 0) + ":\n" + hostFile(hosts, job.processes()).indent(2);
    return file + Companion.super.text(job, folder);
  }

  /** The processes are divided evenly over the hosts, in their order. */
  static String hostFile(List<String> hosts, int processes) {
    Ssh.requireHosts("mpi", hosts);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hosts.size(); i++) {
      int slots = slots(i + 1, hosts, processes) - slots(i, hosts, processes);
      if (slots > 0) text.append(hosts.get(i)).append(" slots=").append(slots).append('\n');
    }
    return text.toString();
  }

  private static int slots(int before, List<String> hosts, int processes) {
    return (int) -Math.floorDiv(-(long) before * processes, (long) hosts.size());
  }

  @Override
  public void prepare(Job job, RunFolder folder, List<String> hosts, int processes, int attempt) {
    Tool.requireInstalled(mpirun.getFirst());
    if (!hosts.isEmpty()) folder.write(HOSTS + attempt, hostFile(hosts, processes));
  }
}
