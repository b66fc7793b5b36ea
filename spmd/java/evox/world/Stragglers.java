package evox.world;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Who is waited for. A wait may last as long as its cause lives and works, so that it looks like a run that hangs; after
 * a while it is said who works, and then less and less often.
 */
final class Stragglers {

  /** Nobody wonders before. */
  static final long FIRST_SECONDS = 10;
  private static final long LONGEST_SECONDS = 600;

  /** Ranks that a line names. */
  private static final int MOST = 8;

  /** What a rank does, and for how long it has done nothing else. */
  private record Doing(boolean works, long seconds) {}

  private final Map<Integer, Doing> ranks = new ConcurrentHashMap<>();
  private final IntFunction<String> name;
  private long pause = FIRST_SECONDS;
  private long next = Long.MIN_VALUE;

  /** @param name what to call a rank */
  Stragglers(IntFunction<String> name) {
    this.name = name;
  }

  /** A rank works, or waits for others, and has done so without a break for some seconds. */
  void hear(int rank, boolean works, long seconds) {
    ranks.put(rank, new Doing(works, seconds));
  }

  /** A rank has left, or is lost. */
  void forget(int rank) {
    ranks.remove(rank);
  }

  /** What is to be said at this time, in seconds since any; null if there is nothing. */
  String notice(long now) {
    boolean wondering = ranks.values().stream().anyMatch(rank -> !rank.works && rank.seconds >= FIRST_SECONDS);
    if (!wondering || now < next) return null;
    var busy = ranks.entrySet().stream().filter(rank -> rank.getValue().works).sorted(Map.Entry.comparingByKey()).toList();
    if (busy.isEmpty()) return null;
    next = now + pause;
    pause = Math.min(2 * pause, LONGEST_SECONDS);
    String more = busy.size() > MOST ? "; and " + (busy.size() - MOST) + " more" : "";
    return busy.stream().limit(MOST)
        .map(rank -> name.apply(rank.getKey()) + ", busy for " + rank.getValue().seconds + " s")
        .collect(Collectors.joining("; ", "waiting for ", more));
  }
}
