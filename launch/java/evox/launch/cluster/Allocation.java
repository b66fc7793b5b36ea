package evox.launch.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where processes may run: whole hosts, {@code NODE[01-02]}, or some GPUs of one, {@code NODE01:0,1}.
 *
 * @param hosts none for any
 * @param gpus their numbers on the one host; empty for all
 */
public record Allocation(HostList hosts, List<Integer> gpus) {

  /** Wherever there is room. */
  public static final Allocation ANYWHERE = new Allocation(new HostList(List.of()), List.of());

  public Allocation {
    gpus = List.copyOf(gpus);
    if (!gpus.isEmpty() && hosts.size() != 1) {
      throw new IllegalArgumentException("GPUs must be those of one host, got hosts=" + hosts + ", gpus=" + gpus);
    }
  }

  /** Reads one of the two forms. */
  public static Allocation parse(String text) {
    return parse(text, "");
  }

  /** The same, with what names begin with of which only the numbers are given. */
  public static Allocation parse(String text, String prefix) {
    int colon = text.indexOf(':');
    if (colon < 0) return new Allocation(HostList.parse(text, prefix), List.of());
    String gpus = text.substring(colon + 1);
    if (!gpus.matches("[0-9]{1,4}(,[0-9]{1,4})*")) {
      throw new IllegalArgumentException("GPUs must be numbers such as 0,1 after a host and a colon, got " + text);
    }
    List<Integer> numbers = List.of(gpus.split(",")).stream().map(Integer::valueOf).toList();
    Set<Integer> once = new HashSet<>(numbers);
    if (once.size() < numbers.size()) throw new IllegalArgumentException("each GPU must be named once, got " + text);
    return new Allocation(HostList.parse(text.substring(0, colon), prefix), numbers);
  }

  /** Without some hosts. */
  public Allocation without(HostList excluded) {
    HostList left = hosts.without(excluded);
    if (hosts.size() > 0 && left.size() == 0) {
      throw new IllegalArgumentException("a host must be left to run on, got hosts=" + hosts + " without " + excluded);
    }
    return new Allocation(left, gpus);
  }
}
