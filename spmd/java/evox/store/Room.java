package evox.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The memory that a store may use, and who has it. */
final class Room {

  private static final int SHOWN = 8;

  private final StoreSettings settings;
  private final Map<Long, Long> held = new TreeMap<>();
  private final Runnable tidy;
  private long used;

  /** @param tidy looks for objects that nobody needs any more */
  Room(StoreSettings settings, Runnable tidy) {
    this.settings = settings;
    this.tidy = tidy;
  }

  /** Takes room for an object; waits for some, within the patience. Returns whether there was. */
  synchronized boolean take(long object, long bytes) {
    long end = System.nanoTime() + settings.patience().toNanos();
    if (bytes <= settings.capacity() && bytes > settings.capacity() - used) {
      settings.say().accept("object=" + object + " of " + bytes + " bytes waits for room: " + state());
      tidy.run();
    }
    while (bytes > settings.capacity() - used) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (bytes > settings.capacity() || millis <= 0 || !pause(millis)) return false;
    }
    return takeAtOnce(object, bytes);
  }

  /** Takes room for an object if there is some now; returns whether there was. */
  synchronized boolean takeAtOnce(long object, long bytes) {
    if (bytes > settings.capacity() - used) return false;
    used += bytes;
    held.put(object, bytes);
    return true;
  }

  private boolean pause(long millis) {
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  synchronized void giveBack(long object) {
    Long bytes = held.remove(object);
    if (bytes != null) used -= bytes;
    notifyAll();
  }

  /** For people: what is used and by what, the largest first. */
  synchronized String state() {
    String largest = held.entrySet().stream().sorted((a, b) -> Long.compare(b.getValue(), a.getValue())).limit(SHOWN)
        .map(entry -> "object=" + entry.getKey() + " (" + entry.getValue() + " bytes)").collect(Collectors.joining(", "));
    return used + " of " + settings.capacity() + " bytes of memory are held"
        + (largest.isEmpty() ? "" : " by " + largest + (held.size() > SHOWN ? " and others" : ""));
  }
}
