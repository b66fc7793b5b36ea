package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.store.ObjectStore;
import evox.store.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a worker process does with what the head says. */
final class WorkerEnd implements Answers, AutoCloseable {

  /** From so many bytes of results on, those that follow travel by themselves. */
  private static final long PIECE = 1 << 22;

  /** In place of a component that could not be had. */
  private record Missing(Throwable cause) {}

  private final Messenger messenger;
  private final Peer head;
  private final Codec codec;

  /** With which references that come do not count. */
  private final Codec plain;
  private final ObjectStore store;
  private final int firstGpu;
  private final TaskRunner runner = new TaskRunner();

  /** Of what the head has not received yet, what holds on to the stored objects in it. */
  private final Map<Long, List<Encoded>> kept = new ConcurrentHashMap<>();
  private final AtomicLong keeps = new AtomicLong();

  /** The function of the tasks that came last. */
  private byte[] function;

  /** The components of each replica, as they are now. */
  private final Map<Long, Object[]> replicas = new HashMap<>();

  /** @param firstGpu the number of the first of the GPUs that fall to this process */
  WorkerEnd(Messenger messenger, Peer head, Codec codec, ObjectStore store, int firstGpu) {
    this.messenger = messenger;
    this.head = head;
    this.codec = store.keeping(codec);
    this.plain = codec;
    this.store = store;
    this.firstGpu = firstGpu;
  }

  /** Takes one order after the other. */
  void take(byte[] message) {
    switch ((Order) codec.decode(message)) {
      case Order.Run run -> run(run);
      case Order.CallActor call -> runner.actor(call.actor()).call(() -> (Body) codec.decode(call.start()),
          () -> new ActorThread.Deed((Body) codec.decode(call.body()), codec.decode(call.argument())),
          here(call.call(), 0, call.gpus()), outcome -> answered(call.actor(), call.call(), outcome));
      case Order.EndActor end -> runner.end(end.actor());
      case Order.Received received -> kept.remove(received.kept()).forEach(Encoded::close);
      case Order.Hello hello -> { }
      case Order.Ended ended -> { }
      case Order.Returned returned -> { }
      case Order.Answered answered -> { }
    }
  }

  private Here here(long call, long index, int[] gpus) {
    return new Here(call, index, messenger.self().name(), store, Here.numbers(gpus, firstGpu));
  }

  private void run(Order.Run run) {
    if (run.body() != null) function = run.body();
    byte[] body = function;
    Object state;
    try {
      state = run.change() == null ? null : change(run.change());
    } catch (RuntimeException | Error e) {
      runner.run(new Batch(run.batch(), run.indices().length, () -> {
        throw e;
      }, this));
      return;
    }
    runner.run(new Batch(run.batch(), run.indices().length, () -> tasks(run, body, state), this));
  }

  private Batch.Tasks tasks(Order.Run run, byte[] encoded, Object state) {
    List<Stored> come = new ArrayList<>();
    Codec noting = store.keeping(codec, come::add);
    Body body = (Body) noting.decode(encoded);
    List<Object> arguments = new ArrayList<>();
    for (byte[] argument : run.arguments()) arguments.add(noting.decode(argument));
    return new Batch.Tasks(body, state, arguments, i -> here(run.call(), run.indices()[i], run.gpus()),
        () -> come.forEach(Stored::close));
  }

  /**
   * A new record each time: what tasks that still run see stays as it is. The head believes that all of it has come, so
   * that a component that could not be had is missing until it changes again, and no older one takes its place.
   */
  private Record change(Order.Change change) {
    Object[] components = replicas.getOrDefault(change.replica(), new Object[change.components().length]).clone();
    List<CompletableFuture<Object>> come = Arrays.stream(change.parts()).map(this::coming).toList();
    for (int c = 0; c < change.components().length; c++) components[change.components()[c]] = come.get(c).join();
    replicas.put(change.replica(), components);
    for (Object component : components) {
      if (component instanceof Missing missing) {
        throw new IllegalStateException("each component of a replica must come to the worker, got " + missing.cause(),
            missing.cause());
      }
    }
    return codec.join(change.type(), components);
  }

  /** What has to be fetched from elsewhere comes all at once. */
  private CompletableFuture<Object> coming(Object part) {
    return part instanceof Order.Shared ? CompletableFuture.supplyAsync(() -> component(part), Thread::startVirtualThread)
        : CompletableFuture.completedFuture(component(part));
  }

  private Object component(Object part) {
    try {
      return codec.decode(switch (part) {
        case Order.Held held -> {
          store.hold(stored(held.reference()), held.encoded());
          yield held.encoded();
        }
        case Order.Shared shared -> store.open(stored(shared.reference())).toArray(JAVA_BYTE);
        default -> (byte[]) part;
      });
    } catch (RuntimeException | Error e) {
      return new Missing(e);
    }
  }

  private Stored stored(byte[] reference) {
    return (Stored) plain.decode(reference);
  }

  @Override
  public void ended(long batch, int from, List<Outcome> outcomes) {
    // The head lets go of what it gave once it hears of the end.
    store.settled().join();
    List<Said> piece = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      Said said = said(outcomes.get(i));
      piece.add(said);
      bytes += said.value() == null ? 0 : said.bytes().length;
      if (bytes < PIECE && i + 1 < outcomes.size()) continue;
      send(batch, from + i + 1 - piece.size(), piece);
      piece.clear();
      bytes = 0;
    }
  }

  private void send(long batch, int from, List<Said> piece) {
    send(new Order.Ended(batch, from, piece.stream().map(Said::bytes).toArray(byte[][]::new),
        piece.stream().map(Said::thrown).toArray(Thrown[]::new), piece.stream().mapToLong(Said::nanos).toArray(),
        keep(piece)));
  }

  /** Keeps the objects in what is said; returns under which number, 0 if there are none. */
  private long keep(List<Said> piece) {
    List<Encoded> values = piece.stream().map(Said::value)
        .filter(value -> value != null && !value.references().isEmpty()).toList();
    if (values.isEmpty()) return 0;
    long number = keeps.incrementAndGet();
    kept.put(number, values);
    return number;
  }

  /** An outcome as it travels. */
  private record Said(Encoded value, Thrown thrown, long nanos) {

    byte[] bytes() {
      return value == null ? null : value.bytes();
    }
  }

  /** What can't travel is told as an exception. */
  private Said said(Outcome outcome) {
    try {
      if (outcome.thrown() != null) return new Said(null, Thrown.of(outcome.thrown()), outcome.nanos());
      return new Said(Encoded.travelling(outcome.value(), codec, store), null, outcome.nanos());
    } catch (RuntimeException | Error e) {
      return new Said(null, Thrown.of(e), outcome.nanos());
    }
  }

  @Override
  public void returned(long batch, int from) {
    send(new Order.Returned(batch, from));
  }

  @Override
  public void answered(long actor, long call, Outcome outcome) {
    store.settled().join();
    Said said = said(outcome);
    send(new Order.Answered(actor, call, said.bytes(), said.thrown(), said.nanos(), keep(List.of(said))));
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
