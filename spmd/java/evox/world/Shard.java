package evox.world;

/**
 * The rows [from, to) of n that one rank owns.
 *
 * @param from first row
 * @param to one past the last row
 * @param of all rows, n
 */
public record Shard(long from, long to, long of) {

  public Shard {
    if (from < 0 || from > to || to > of) {
      throw new IllegalArgumentException(
          "a shard must lie in [0, n), got from=" + from + ", to=" + to + ", n=" + of);
    }
  }

  /** How many rows. */
  public long size() {
    return to - from;
  }
}
