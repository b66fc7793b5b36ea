package evox.event;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who wants to hear what, in the order in which they said so. */
final class Listeners {

  /** Those through which listeners are registered. */
  private static final Set<String> OWN = Set.of(Listeners.class.getName(), EventBus.class.getName());

  private record Entry(String pattern, Glob glob, Listener listener, String place, AtomicBoolean spent) {}

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** @param spent null for one that hears all; else it hears one event, and then this is true */
  void add(String pattern, Listener listener, AtomicBoolean spent) {
    entries.add(new Entry(pattern, new Glob(pattern), listener, place(), spent));
  }

  /** Where the program's own code registered the listener; the name of a lambda's class would say nothing. */
  private static String place() {
    return StackWalker.getInstance().walk(frames -> frames
        .filter(frame -> !OWN.contains(frame.getClassName()))
        .findFirst().map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).orElse("an unknown place"));
  }

  void remove(String pattern, Listener listener) {
    entries.removeIf(entry -> entry.pattern.equals(pattern) && entry.listener == listener);
  }

  void remove(String pattern) {
    Glob names = new Glob(pattern);
    entries.removeIf(entry -> names.matches(entry.pattern));
  }

  /** Has all hear an event that want to. */
  void hear(Event event) {
    for (Entry entry : entries) {
      if (!entry.glob.matches(event.name())) continue;
      if (entry.spent != null) {
        if (entry.spent.getAndSet(true)) continue;
        entries.remove(entry);
      }
      try {
        entry.listener.hear(event);
      } catch (Exception | Error e) {
        if (e instanceof InterruptedException) Thread.currentThread().interrupt();
        throw new ListenerFailed("a listener must not throw, got " + e + " from the listener of " + entry.place
            + " at " + event, e);
      }
    }
  }
}
