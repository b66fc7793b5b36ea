package evox.pool;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker process does with what the head says. */
final class WorkerEnd implements Answers, AutoCloseable {

  private final Messenger messenger;
  private final Peer head;
  private final Codec codec;
  private final ObjectStore store;
  private final TaskRunner runner = new TaskRunner();

  /** The components of each replica, as they are now. */
  private final Map<Long, Object[]> replicas = new HashMap<>();

  WorkerEnd(Messenger messenger, Peer head, Codec codec, ObjectStore store) {
    this.messenger = messenger;
    this.head = head;
    this.codec = codec;
    this.store = store;
  }

  /** Takes one order after the other. */
  void take(byte[] message) {
    switch ((Order) codec.decode(message)) {
      case Order.Run run -> run(run);
      case Order.CallActor call -> runner.actor(call.actor()).call(() -> (Body) codec.decode(call.start()),
          () -> new ActorThread.Deed((Body) codec.decode(call.body()), codec.decode(call.argument())),
          here(call.call(), 0), outcome -> answered(call.actor(), call.call(), outcome));
      case Order.EndActor end -> runner.end(end.actor());
      case Order.Hello hello -> { }
      case Order.Ended ended -> { }
      case Order.Returned returned -> { }
      case Order.Answered answered -> { }
    }
  }

  private Here here(long call, long index) {
    return new Here(call, index, messenger.self().name(), store);
  }

  private void run(Order.Run run) {
    Object state;
    try {
      state = run.change() == null ? null : change(run.change());
    } catch (Malformed | IllegalStateException e) {
      runner.run(new Batch(run.batch(), run.indices().length, () -> {
        throw e;
      }, this));
      return;
    }
    runner.run(new Batch(run.batch(), run.indices().length, () -> tasks(run, state), this));
  }

  private Batch.Tasks tasks(Order.Run run, Object state) {
    Body body = (Body) codec.decode(run.body());
    List<Object> arguments = new ArrayList<>();
    for (byte[] argument : run.arguments()) arguments.add(codec.decode(argument));
    return new Batch.Tasks(body, state, arguments, i -> here(run.call(), run.indices()[i]));
  }

  /** A new record each time: what tasks that still run see stays as it is. */
  private Record change(Order.Change change) {
    Object[] components = replicas.getOrDefault(change.replica(), new Object[change.components().length]).clone();
    for (int c = 0; c < change.components().length; c++) {
      components[change.components()[c]] = Version.decode(change.parts()[c], codec, store);
    }
    replicas.put(change.replica(), components);
    return codec.join(change.type(), components);
  }

  @Override
  public void ended(long batch, int from, List<Outcome> outcomes) {
    int count = outcomes.size();
    byte[][] values = new byte[count][];
    Thrown[] thrown = new Thrown[count];
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      Outcome outcome = outcomes.get(i);
      nanos[i] = outcome.nanos();
      thrown[i] = outcome.thrown() == null ? null : Thrown.of(outcome.thrown());
      try {
        if (thrown[i] == null) values[i] = Head.encode(codec, outcome.value());
      } catch (IllegalArgumentException e) {
        thrown[i] = Thrown.of(e);
      }
    }
    send(new Order.Ended(batch, from, values, thrown, nanos));
  }

  @Override
  public void returned(long batch, int from) {
    send(new Order.Returned(batch, from));
  }

  @Override
  public void answered(long actor, long call, Outcome outcome) {
    byte[] value = null;
    Thrown thrown = outcome.thrown() == null ? null : Thrown.of(outcome.thrown());
    try {
      if (thrown == null) value = Head.encode(codec, outcome.value());
    } catch (IllegalArgumentException e) {
      thrown = Thrown.of(e);
    }
    send(new Order.Answered(actor, call, value, thrown, outcome.nanos()));
  }

  private void send(Order order) {
    try {
      messenger.send(head, Crew.ORDERS, codec.encode(order));
    } catch (PeerGone e) {
      // Then this process ends too.
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
