package evox.store;

import evox.message.Peer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Who refers to the objects that this process has put; one to which nobody refers any more is freed. */
final class Holders {

  /** The references of this process, and the others that have some. */
  private static final class Held {
    private int here = 1;
    private final Set<Peer> elsewhere = new HashSet<>();
  }

  private final LongConsumer free;
  private final Map<Long, Held> objects = new HashMap<>();

  Holders(LongConsumer free) {
    this.free = free;
  }

  /** An object has been put, and is referred to once. */
  synchronized void put(long number) {
    objects.put(number, new Held());
  }

  /** One reference of this process more; returns whether the object is one of this process's, and still there. */
  synchronized boolean keep(long number) {
    Held held = objects.get(number);
    if (held != null) held.here++;
    return held != null;
  }

  void drop(long number) {
    change(number, held -> held.here--);
  }

  /** Another process refers to the object, if it is still there. */
  synchronized void keep(long number, Peer peer) {
    Held held = objects.get(number);
    if (held != null) held.elsewhere.add(peer);
  }

  void drop(long number, Peer peer) {
    change(number, held -> held.elsewhere.remove(peer));
  }

  /** A process is gone, and its references with it. */
  void lost(Peer peer) {
    for (long number : numbers()) drop(number, peer);
  }

  private synchronized List<Long> numbers() {
    return List.copyOf(objects.keySet());
  }

  /** The other processes that refer to anything of this one's. */
  synchronized Set<Peer> elsewhere() {
    Set<Peer> all = new HashSet<>();
    for (Held held : objects.values()) all.addAll(held.elsewhere);
    return all;
  }

  private void change(long number, Consumer<Held> change) {
    synchronized (this) {
      Held held = objects.get(number);
      if (held == null) return;
      change.accept(held);
      if (held.here > 0 || !held.elsewhere.isEmpty()) return;
      objects.remove(number);
    }
    free.accept(number);
  }
}
