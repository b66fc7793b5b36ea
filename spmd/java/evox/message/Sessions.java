package evox.message;

import evox.world.JoinFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The other processes that are known, and those that were. */
final class Sessions implements AutoCloseable {

  private final Peer self;
  private final Deliveries deliveries;
  private final Map<Long, Session> live = new ConcurrentHashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private String refusal;
  private final List<PeerWatcher> watchers = new ArrayList<>();
  private final ExecutorService notices =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("evox-peers").factory());

  Sessions(Peer self, Deliveries deliveries) {
    this.self = self;
    this.deliveries = deliveries;
  }

  /** The session with a process; null if it is not known, or gone. */
  Session find(long incarnation) {
    return live.get(incarnation);
  }

  /** All sessions, by the names of their processes. */
  List<Session> all() {
    return live.values().stream().sorted(Comparator.comparing(session -> session.peer().name())).toList();
  }

  /** The sessions that a carrier carries, by the names of their processes. */
  List<Session> carriedBy(Carrier carrier) {
    return all().stream().filter(session -> session.carrier() == carrier).toList();
  }

  /** Something may have been lost by a carrier, both ways. */
  void restore(Carrier carrier) {
    for (Session session : carriedBy(carrier)) session.carry(carrier);
  }

  /** Why a process can't be talked to, or null. */
  synchronized String refusal(Peer comer) {
    if (gone.contains(comer.incarnation())) {
      return "a process must be heard within the deadline, got a gap: " + comer + " is lost to " + self;
    }
    if (comer.name().equals(self.name())) return taken(comer.name(), self);
    for (Session other : live.values()) {
      if (other.peer().name().equals(comer.name()) && !other.peer().equals(comer) && other.carrier() != null) {
        return taken(comer.name(), other.peer());
      }
    }
    return null;
  }

  private static String taken(String name, Peer first) {
    return "each name must come once, got a second name=" + name + "; the first is " + first;
  }

  /** The session with a process, a new one if there was none; null if it is gone. */
  synchronized Session open(Peer peer) {
    Session known = live.get(peer.incarnation());
    if (known != null || gone.contains(peer.incarnation()) || peer.equals(self)) return known;
    for (Session other : all()) {
      if (other.peer().name().equals(peer.name())) close(other, "it was started again");
    }
    Session fresh = new Session(peer, self.incarnation(), deliveries);
    live.put(peer.incarnation(), fresh);
    tell(watcher -> watcher.joined(peer));
    notifyAll();
    return fresh;
  }

  /** Ends a session; the cause is null if the process left in order. Returns whether it was there. */
  synchronized boolean close(Session session, String cause) {
    Peer peer = session.peer();
    if (!live.remove(peer.incarnation(), session)) return false;
    gone.add(peer.incarnation());
    session.close(peer + " " + (cause == null ? "has left" : "is lost: " + cause));
    deliveries.end(peer, cause);
    tell(cause == null ? watcher -> watcher.left(peer) : watcher -> watcher.lost(peer, cause));
    notifyAll();
    return true;
  }

  private void tell(Consumer<PeerWatcher> news) {
    for (PeerWatcher watcher : watchers) notices.execute(() -> news.accept(watcher));
  }

  synchronized void watch(PeerWatcher watcher) {
    watchers.add(watcher);
    for (Session session : all()) notices.execute(() -> watcher.joined(session.peer()));
  }

  /** The others will not have this process; whoever waits for them hears why. */
  synchronized void refuse(String why) {
    refusal = why;
    notifyAll();
  }

  /** Waits until so many others are known; returns whether they are. */
  synchronized boolean await(int count, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (live.size() < count) {
      if (refusal != null) throw new JoinFailed(refusal);
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  /** Waits until nobody is known any more. */
  synchronized void awaitNone() throws InterruptedException {
    while (!live.isEmpty()) wait();
  }

  @Override
  public void close() {
    notices.shutdown();
  }
}
