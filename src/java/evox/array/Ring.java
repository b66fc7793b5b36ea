package evox.array;

import evox.collective.Communicator;
import evox.world.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Individuals on a ring, each of which sees the so many nearest, itself among them. A rank that owns a run of them needs
 * copies of rows at both ends of it, its halo: those that follow its own, then those that precede it. Where all see all,
 * there is no ring but one neighbourhood, in the order of individuals.
 *
 * @param partition of the n individuals
 * @param width how many an individual sees, 1 to n: {@code width / 2} before itself, the others after
 */
public record Ring(Partition partition, long width) {

  public Ring {
    if (width < 1 || width > partition.rows()) {
      throw new IllegalArgumentException("width must be in [1, n], got width=" + width + ", n=" + partition.rows());
    }
  }

  /** Individuals from, to, and where the first of them lies in a halo. */
  private record Run(long from, long to, long at) {

    Run common(Shard shard) {
      long first = Math.max(from, shard.from());
      return new Run(first, Math.max(first, Math.min(to, shard.to())), at + first - from);
    }

    long size() {
      return to - from;
    }
  }

  /** The individual that comes first among those that individual i sees. */
  public long first(long i) {
    return width == partition.rows() ? 0 : Math.floorMod(i - width / 2, partition.rows());
  }

  /** Where individual i itself comes among those that it sees. */
  public long own(long i) {
    return width == partition.rows() ? i : width / 2;
  }

  /** Rows of this rank's halo that follow its own. */
  public long after() {
    return after(partition.mine());
  }

  /** Rows of this rank's halo. */
  public long halo() {
    return after() + before(partition.mine());
  }

  private long after(Shard shard) {
    if (shard.size() == 0) return 0;
    return Math.min(width == partition.rows() ? width : width - 1 - width / 2, partition.rows() - shard.size());
  }

  private long before(Shard shard) {
    if (shard.size() == 0) return 0;
    return Math.min(width / 2, partition.rows() - shard.size() - after(shard));
  }

  /**
   * Fills the halos of all ranks.
   *
   * @param mine this rank's rows, in the layout of rows, as the other
   * @param halo receives the rows of others, {@link #halo} of them
   */
  public void exchange(Matrix mine, Matrix halo) {
    int rank = partition.world().rank();
    // Each pair meets at the same point of an order that all follow, so that nobody waits in a circle.
    for (int k = 1; k < Integer.highestOneBit(partition.world().size()) * 2; k++) {
      int other = rank ^ k;
      if (other >= partition.world().size()) continue;
      if (rank < other) {
        send(mine, other);
        receive(halo, other);
      } else {
        receive(halo, other);
        send(mine, other);
      }
    }
  }

  private void send(Matrix mine, int to) {
    Shard own = partition.mine();
    for (Run run : runs(partition.of(to))) {
      Run common = run.common(own);
      if (common.size() > 0) communicator().send(to, mine.sliceForReading(common.from() - own.from(), common.size()));
    }
  }

  private void receive(Matrix halo, int from) {
    for (Run run : runs(partition.mine())) {
      Run common = run.common(partition.of(from));
      if (common.size() > 0) communicator().receive(from, halo.slice(common.at(), common.size()));
    }
  }

  /** The individuals of a shard's halo. */
  private List<Run> runs(Shard shard) {
    List<Run> runs = new ArrayList<>();
    add(runs, shard.to(), after(shard), 0);
    add(runs, shard.from() - before(shard), before(shard), after(shard));
    return runs;
  }

  /** Adds a run that may go round the ring's end. */
  private void add(List<Run> runs, long first, long size, long at) {
    long n = partition.rows();
    long from = Math.floorMod(first, n);
    long untilEnd = Math.min(size, n - from);
    runs.add(new Run(from, from + untilEnd, at));
    runs.add(new Run(0, size - untilEnd, at + untilEnd));
  }

  private Communicator communicator() {
    return partition.world().communicator();
  }
}
