package evox.launch.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of hosts, in an order and perhaps repeated, that are written as Slurm writes them:
 * {@code rack[0-1]node[01-16,20],login}.
 *
 * @param hosts each by its name
 */
public record HostList(List<String> hosts) {

  private static final String NOT_IN_A_NAME = "[],";

  public HostList {
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || NOT_IN_A_NAME.indexOf(c) >= 0)) {
        throw new IllegalArgumentException("a host's name must have a letter, and no blank, comma or bracket, got host="
            + host);
      }
    }
  }

  /**
   * Reads what {@code scontrol show hostnames} reads, and gives the same. Only what it makes names of that nobody wrote
   * is refused here: a bracket that is not closed, and numbers beyond 18 digits.
   *
   * @throws IllegalArgumentException if the text is no host list
   */
  public static HostList parse(String text) {
    return parse(text, "");
  }

  /** The same, where {@code 03} and {@code [01-04,07]} are numbers of hosts whose names begin with a prefix. */
  public static HostList parse(String text, String prefix) {
    return new HostList(Expansion.of(text, prefix));
  }

  /** These without those, which need not be among them. */
  public HostList without(HostList others) {
    Set<String> left = new HashSet<>(others.hosts);
    return new HostList(hosts.stream().filter(host -> !left.contains(host)).toList());
  }

  /** These and those, each as often as it is there. */
  public HostList and(HostList others) {
    return new HostList(Stream.concat(hosts.stream(), others.hosts.stream()).toList());
  }

  public int size() {
    return hosts.size();
  }

  /** As short as {@code scontrol show hostlist} writes it: what follows one another in the list as a range. */
  @Override
  public String toString() {
    List<NumberedHosts> runs = new ArrayList<>();
    for (String host : hosts) {
      NumberedHosts next = NumberedHosts.of(host);
      if (!runs.isEmpty() && runs.getLast().isFollowedBy(next)) runs.set(runs.size() - 1, runs.getLast().upTo(next));
      else runs.add(next);
    }
    List<String> words = new ArrayList<>();
    for (int from = 0, to; from < runs.size(); from = to) {
      to = from + 1;
      while (to < runs.size() && runs.get(from).sharesItsPrefixWith(runs.get(to))) to++;
      words.add(inBrackets(runs.subList(from, to)));
    }
    return String.join(",", words);
  }

  private static String inBrackets(List<NumberedHosts> runs) {
    NumberedHosts first = runs.getFirst();
    if (runs.size() == 1 && first.size() <= 1) return first.prefix() + first.numbers();
    return first.prefix() + runs.stream().map(NumberedHosts::numbers).collect(Collectors.joining(",", "[", "]"));
  }
}
