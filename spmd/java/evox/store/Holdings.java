package evox.store;

import evox.message.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The objects of others to which this process refers; their owners hear of its first reference and of its last. */
final class Holdings {

  /** The references to an object. */
  private static final class Holding {
    private final Peer owner;
    private int references;

    private Holding(Peer owner) {
      this.owner = owner;
    }
  }

  private final BiConsumer<Peer, Parcel> tell;
  private final Map<Long, Holding> holdings = new HashMap<>();

  /** What each owner has not answered yet, the oldest first. */
  private final Map<Peer, Deque<CompletableFuture<Void>>> unanswered = new HashMap<>();

  /** @param tell sends without waiting, in the order of the calls */
  Holdings(BiConsumer<Peer, Parcel> tell) {
    this.tell = tell;
  }

  /** One reference more; returns what drops it. */
  synchronized Runnable keep(long number, Peer owner) {
    Holding holding = holdings.computeIfAbsent(number, n -> new Holding(owner));
    if (holding.references++ == 0) {
      unanswered.computeIfAbsent(owner, peer -> new ArrayDeque<>()).add(new CompletableFuture<>());
      tell.accept(owner, new Parcel.Keep(number));
    }
    return () -> drop(number, holding);
  }

  private synchronized void drop(long number, Holding holding) {
    if (--holding.references == 0 && holdings.remove(number, holding)) {
      tell.accept(holding.owner, new Parcel.Drop(number));
    }
  }

  /** An owner has answered. */
  void kept(Peer owner) {
    CompletableFuture<Void> answered;
    synchronized (this) {
      Deque<CompletableFuture<Void>> waiting = unanswered.get(owner);
      answered = waiting == null ? null : waiting.poll();
      if (waiting != null && waiting.isEmpty()) unanswered.remove(owner);
    }
    if (answered != null) answered.complete(null);
  }

  /** Done when all owners have answered what they have been told so far, or are gone. */
  synchronized CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(unanswered.values().stream().flatMap(Deque::stream)
        .toArray(CompletableFuture<?>[]::new));
  }

  /** A process is gone, and its objects with it. */
  void lost(Peer owner) {
    Deque<CompletableFuture<Void>> waiting;
    synchronized (this) {
      holdings.values().removeIf(holding -> holding.owner.equals(owner));
      waiting = unanswered.remove(owner);
    }
    if (waiting != null) waiting.forEach(answer -> answer.complete(null));
  }
}
