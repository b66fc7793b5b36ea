package evox.event;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** The last events, for those who wait for one that may have happened already. */
final class EventLog {

  /** Events that are kept, and bytes of what they carry. */
  private static final int MOST_EVENTS = 10_000;
  private static final long MOST_BYTES = 64 << 20;

  private record Entry(Event event, long position, long bytes) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Long> consumed = new HashMap<>();
  private long position;
  private long bytes;
  private RuntimeException failure;

  synchronized void add(Event event) {
    long size = Weight.of(event);
    entries.add(new Entry(event, ++position, size));
    bytes += size;
    while (entries.size() > MOST_EVENTS || (bytes > MOST_BYTES && entries.size() > 1)) bytes -= entries.poll().bytes;
    notifyAll();
  }

  /** All who wait hear that nothing more will come. */
  synchronized void fail(RuntimeException cause) {
    failure = cause;
    notifyAll();
  }

  /** The first event of a pattern after the last that was taken by it; null if there is none in time. */
  synchronized Event take(String pattern, long nanos) throws InterruptedException {
    Glob glob = new Glob(pattern);
    long end = System.nanoTime() + nanos;
    long seen = 0;
    while (true) {
      // Another thread that waits for the same may have taken one meanwhile.
      seen = Math.max(seen, consumed.getOrDefault(pattern, 0L));
      for (Entry entry : entries) {
        if (entry.position <= seen) continue;
        seen = entry.position;
        if (!glob.matches(entry.event.name())) continue;
        consumed.put(pattern, seen);
        return entry.event;
      }
      if (failure != null) throw failure;
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return null;
      wait(left);
    }
  }
}
