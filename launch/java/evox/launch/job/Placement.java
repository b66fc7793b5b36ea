package evox.launch.job;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a job runs and for how long, as far as that was said.
 *
 * @param nodes how many hosts; 0 for as many as it takes
 * @param allocation which
 * @param excluded which not
 * @param partition of the scheduler; empty for its default, as are the next
 * @param account that pays
 * @param constraint features that hosts must have
 * @param time the limit as Slurm writes it: minutes, {@code h:mm:ss} or {@code d-hh:mm:ss}
 */
public record Placement(int nodes, Allocation allocation, HostList excluded, String partition, String account,
    String constraint, String time) {

  public Placement {
    allocation = allocation.without(excluded);
    Map<String, String> texts = new TreeMap<>(Map.of("partition", partition, "account", account, "constraint", constraint));
    texts.forEach(Job::requireOneLine);
    if (!time.matches("|[0-9]+(:[0-9]+){0,2}|[0-9]+-[0-9]+(:[0-9]+){0,2}")) {
      throw new IllegalArgumentException("time must be minutes, h:mm:ss or d-hh:mm:ss, got time=" + time);
    }
  }

  /** In seconds; 0 for none. Slurm's forms: minutes, minutes:seconds, hours:minutes:seconds, and days-hours in front. */
  public long seconds() {
    if (time.isEmpty()) return 0;
    int dash = time.indexOf('-');
    long days = dash < 0 ? 0 : Long.parseLong(time.substring(0, dash));
    String[] parts = time.substring(dash + 1).split(":");
    long[] n = new long[parts.length];
    for (int i = 0; i < n.length; i++) n[i] = Long.parseLong(parts[i]);
    long seconds = switch (n.length) {
      case 1 -> dash < 0 ? n[0] * 60 : n[0] * 3600;
      case 2 -> dash < 0 ? n[0] * 60 + n[1] : n[0] * 3600 + n[1] * 60;
      default -> n[0] * 3600 + n[1] * 60 + n[2];
    };
    return days * 86400 + seconds;
  }
}
