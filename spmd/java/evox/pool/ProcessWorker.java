package evox.pool;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.store.ObjectStore;
import evox.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Another process as a worker: what it is given goes there as bytes. */
final class ProcessWorker implements Worker {

  private final Peer peer;
  private final String machine;
  private final Resources resources;
  private final Messenger messenger;
  private final Codec codec;
  private final ObjectStore store;

  /** The stamps of each replica's version that it has. */
  private final Map<Long, long[]> versions = new HashMap<>();

  /** The call of which it was given tasks last, and whose function it still has. */
  private long last = -1;

  /** The actors whose starts it has. */
  private final Set<Long> actors = ConcurrentHashMap.newKeySet();
  private Answers answers;

  /** @param machine where it is, as stores call it */
  ProcessWorker(Peer peer, String machine, Resources resources, Messenger messenger, Codec codec, ObjectStore store) {
    this.peer = peer;
    this.machine = machine;
    this.resources = resources;
    this.messenger = messenger;
    this.codec = codec;
    this.store = store;
  }

  @Override
  public void answerTo(Answers head) {
    answers = head;
  }

  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public Resources resources() {
    return resources;
  }

  /** Under a lock, since what a worker is told of a replica is the difference to what it was told before. */
  @Override
  public synchronized void run(long batch, List<Work> works, int[] gpus) {
    Call call = works.get(0).call();
    Version version = call.version();
    send(new Order.Run(batch, call.number(), call.number() == last ? null : call.encoded(),
        works.stream().mapToInt(Work::index).toArray(), works.stream().map(Work::encoded).toArray(byte[][]::new), gpus,
        version == null ? null : version.since(versions.get(version.replica()), this::part)));
    // Only now: what could not be sent has told it nothing.
    last = call.number();
    if (version != null) versions.put(version.replica(), version.stamps());
  }

  /** A component as it goes there. */
  private Object part(Component component) {
    boolean far = !machine.equals(store.machine());
    Stored stored = component.stored(far);
    if (stored == null) return component.bytes();
    byte[] reference = codec.encode(stored);
    boolean first = component.bytes() != null && store.place(stored, peer, machine);
    return first ? new Order.Held(reference, component.bytes()) : new Order.Shared(reference);
  }

  @Override
  public void call(ActorSeat actor, Work work) {
    byte[] start = actors.contains(actor.number()) ? null : actor.encodedStart();
    send(new Order.CallActor(actor.number(), start, work.call().number(), work.call().encoded(), work.encoded(),
        actor.gpus()));
    actors.add(actor.number());
  }

  @Override
  public void end(ActorSeat actor) {
    send(new Order.EndActor(actor.number()));
    actors.remove(actor.number());
  }

  private void send(Order order) {
    try {
      messenger.send(peer, Crew.ORDERS, codec.encode(order));
    } catch (PeerGone e) {
      // Whoever watches the processes says so, and what it had goes to others.
    }
  }

  /** Takes what the process says. */
  void take(Order order) {
    switch (order) {
      case Order.Ended ended -> {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ended.nanos().length; i++) {
          outcomes.add(outcome(ended.values()[i], ended.thrown()[i], ended.nanos()[i]));
        }
        receive(ended.kept());
        answers.ended(ended.batch(), ended.from(), outcomes);
      }
      case Order.Returned returned -> answers.returned(returned.batch(), returned.from());
      case Order.Answered answered -> {
        Outcome outcome = outcome(answered.value(), answered.thrown(), answered.nanos());
        receive(answered.kept());
        answers.answered(answered.actor(), answered.call(), outcome);
      }
      default -> { }
    }
  }

  /** The worker need not keep any more what has come: whoever put it knows of this process now. */
  private void receive(long kept) {
    if (kept != 0) store.settled().thenRun(() -> send(new Order.Received(kept)));
  }

  private Outcome outcome(byte[] value, Thrown thrown, long nanos) {
    if (thrown != null) return new Outcome(null, thrown.here(), nanos);
    try {
      return new Outcome(codec.decode(value), null, nanos);
    } catch (Malformed e) {
      return new Outcome(null, e, nanos);
    }
  }

  @Override
  public void close() {
    // It ends by itself when the head leaves.
  }
}
