package evox.collective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which ranks are on the same machine.
 *
 * @param of the number of each rank's machine: 0 for the first that a rank is on, in the order of ranks, and so on
 */
public record Machines(int[] of) {

  /** Those of these names, one for each rank. */
  public static Machines named(List<String> names) {
    List<String> distinct = names.stream().distinct().toList();
    return new Machines(names.stream().mapToInt(distinct::indexOf).toArray());
  }

  /** The one machine of a process by itself. */
  public static Machines one() {
    return new Machines(new int[1]);
  }

  /** How many there are. */
  public int count() {
    return Arrays.stream(of).max().orElse(-1) + 1;
  }

  /** The ranks on a machine, in their order. */
  public int[] ranks(int machine) {
    return IntStream.range(0, of.length).filter(rank -> of[rank] == machine).toArray();
  }

  /** Whether a rank speaks for its machine: the first on it. */
  public boolean isLeader(int rank) {
    return ranks(of[rank])[0] == rank;
  }
}
