package evox.pool;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.message.Messenger;
import evox.message.MessengerSettings;
import evox.message.Peer;
import evox.message.PeerWatcher;
import evox.store.ObjectStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The processes that work for a head: who is there, who has gone. */
final class Crew implements AutoCloseable {

  /** What the head is called. */
  static final String HEAD = "head";

  /** The channel of orders and answers. */
  static final int ORDERS = 0;

  /** The channel of the object stores. */
  static final int STORE = 1;

  private final PoolSettings settings;
  private final Scheduler scheduler;
  private final Codec codec;
  private final Messenger messenger;
  private final Map<Peer, ProcessWorker> workers = new HashMap<>();
  private final Set<Peer> gone = new HashSet<>();
  private final ObjectStore store;

  Crew(PoolSettings settings, Scheduler scheduler, Codec codec) {
    this.settings = settings;
    this.scheduler = scheduler;
    // It forwards, so that workers connect to it alone and not to one another.
    this.messenger = Messenger.open(MessengerSettings.named(HEAD, settings.trust())
        .listening(settings.address(), settings.port()).waiting(settings.deadline(), settings.deadline()).forwarding()
        .saying(settings.say()));
    this.store = ObjectStore.open(settings.store(), messenger, STORE, codec);
    this.codec = store.keeping(codec);
  }

  /** Lets workers come in from now on. */
  void open() {
    messenger.receive(ORDERS, this::take);
    messenger.watch(new PeerWatcher() {
      @Override
      public void left(Peer peer) {
        lose(peer, peer.name() + " that has left");
      }

      @Override
      public void lost(Peer peer, String cause) {
        lose(peer, peer.name() + " lost: " + cause);
      }
    });
  }

  ObjectStore store() {
    return store;
  }

  int port() {
    return messenger.self().port();
  }

  private void take(Peer from, byte[] message) {
    Order order;
    try {
      order = (Order) codec.decode(message);
    } catch (Malformed | ClassCastException e) {
      settings.say().accept(from.name() + " must run the same program, got " + e.getMessage());
      return;
    }
    if (order instanceof Order.Hello hello) join(from, hello.machine());
    else if (worker(from) instanceof ProcessWorker worker) worker.take(order);
  }

  private synchronized ProcessWorker worker(Peer peer) {
    return workers.get(peer);
  }

  private void join(Peer peer, String machine) {
    ProcessWorker worker = new ProcessWorker(peer, machine, settings.each(), messenger, codec, store);
    synchronized (this) {
      // It may have been lost before its first word was read.
      if (gone.contains(peer)) return;
      workers.put(peer, worker);
      scheduler.join(worker);
    }
  }

  private void lose(Peer peer, String cause) {
    store.lost(peer, cause);
    ProcessWorker worker;
    synchronized (this) {
      gone.add(peer);
      worker = workers.remove(peer);
    }
    if (worker != null) scheduler.lost(worker, cause);
  }

  /** A process of this machine has ended, which may not have been noticed yet; returns whether it ever came. */
  boolean ended(String name, String cause) {
    Peer peer;
    synchronized (this) {
      peer = workers.keySet().stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }
    if (peer != null) lose(peer, cause);
    synchronized (this) {
      return gone.stream().anyMatch(one -> one.name().equals(name));
    }
  }

  @Override
  public void close() {
    messenger.close();
  }
}
