package evox.event;

import evox.message.Messenger;
import evox.message.Peer;
import evox.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells processes of what happens in each. Every listener hears an event once, and the events of each sender in the order
 * in which it emitted them; one thread hears one event after the other, or the loop does whose {@link #steps} there are.
 * Whoever emits faster than others hear waits for them.
 *
 * <p>A listener that throws fails the step that runs, or else what is done next with the bus.
 *
 * <pre>{@code
 * try (EventBus bus = EventBus.of(world)) {
 *   bus.on("found", event -> System.out.println(event.sender() + " found " + event.value()));
 *   bus.emit("found", 42.0);
 *   Event all = bus.waitFor("done", Duration.ofMinutes(1));
 * }
 * }</pre>
 */
public final class EventBus implements Emitter, AutoCloseable {

  private final Messenger messenger;
  private final boolean ownsMessenger;
  private final Courier courier;
  private final Listeners listeners = new Listeners();
  private final Arrivals arrivals = new Arrivals();
  private final EventLog log = new EventLog();
  private final Finishes finishes = new Finishes();
  private final Thread thread = Thread.ofPlatform().daemon().name("evox-events").unstarted(this::run);
  private volatile RuntimeException failure;
  private volatile boolean reported;
  private volatile boolean lockstep;
  private long emitted;
  private boolean closed;

  private EventBus(Messenger messenger, boolean ownsMessenger) {
    this.messenger = messenger;
    this.ownsMessenger = ownsMessenger;
    this.courier = messenger == null ? null : new Courier(messenger, new Arriving());
    if (courier != null) courier.open();
    thread.start();
  }

  /** Within this process alone. */
  public static EventBus alone() {
    return new EventBus(null, false);
  }

  /** Between the processes that a messenger reaches, which it takes over a channel of. It is closed by its owner, later. */
  public static EventBus over(Messenger messenger) {
    return new EventBus(messenger, false);
  }

  /** Between the processes that a messenger reaches, which is closed with it. */
  static EventBus owning(Messenger messenger) {
    return new EventBus(messenger, true);
  }

  /** Between the processes of a world, which all call this. */
  public static EventBus of(World world, String... labels) {
    return world.size() == 1 ? alone() : owning(Messenger.of(world, labels));
  }

  /** The names of the other processes that can be told of events now. */
  public List<String> others() {
    return peers().stream().map(Peer::name).toList();
  }

  /** The name of this process, as events have it. */
  public String name() {
    return messenger == null ? "0" : messenger.self().name();
  }

  @Override
  public void emit(Scope scope, String event, Object... values) {
    emit(scope, peers(), true, event, values);
  }

  /**
   * Tells only processes with a label.
   *
   * @param label or a pattern, such as {@code collector} or {@code node.?}; each process has the label
   *     {@code node.} with its name
   */
  public Emitter to(String label) {
    Glob glob = new Glob(label);
    return (scope, event, values) -> {
      List<Peer> peers = peers().stream().filter(peer -> glob.matchesAny(labels(peer))).toList();
      boolean here = glob.matchesAny(ownLabels());
      if (peers.isEmpty() && !here) {
        throw new IllegalArgumentException("a label must be one that a process has, " + knownLabels() + ", got label="
            + label);
      }
      emit(scope, peers, here, event, values);
    };
  }

  private List<String> ownLabels() {
    return messenger == null ? List.of("node." + name()) : labels(messenger.self());
  }

  private static List<String> labels(Peer peer) {
    List<String> labels = new ArrayList<>(peer.labels());
    labels.add("node." + peer.name());
    return labels;
  }

  private String knownLabels() {
    TreeSet<String> known = new TreeSet<>(ownLabels());
    for (Peer peer : peers()) known.addAll(labels(peer));
    return String.join(", ", known);
  }

  private List<Peer> peers() {
    return courier == null ? List.of() : courier.peers();
  }

  private void emit(Scope scope, List<Peer> peers, boolean here, String name, Object... values) {
    check();
    boolean toOthers = scope != Scope.LOCAL && !peers.isEmpty();
    boolean toOwn = scope != Scope.REMOTE && here;
    // A listener that waited for others to listen might wait for ever.
    if (Thread.currentThread() != thread) {
      if (toOthers) awaitOthers(peers);
      if (toOwn) awaitRoom();
    }
    synchronized (arrivals) {
      Event event = Event.of(name, name(), ++emitted, values);
      if (toOthers) courier.send(event, lockstep, peers);
      if (toOwn) arrive(event, lockstep);
    }
  }

  private void awaitOthers(List<Peer> peers) {
    arrivals.beginWait();
    try {
      courier.awaitRoom(peers);
    } finally {
      arrivals.endWait();
    }
  }

  private void arrive(Event event, boolean ofStep) {
    if (!ofStep) {
      note(event);
      arrivals.add(event);
    } else {
      arrivals.addToStep(event);
    }
  }

  /** Lets those hear of an event who wait for it. */
  void note(Event event) {
    if (!Finishes.isOne(event)) log.add(event);
  }

  /** Has all listeners hear an event. */
  void hear(Event event) {
    if (Finishes.isOne(event)) finishes.hear(event);
    else listeners.hear(event);
  }

  Finishes finishes() {
    return finishes;
  }

  private void awaitRoom() {
    try {
      arrivals.awaitRoom();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Hears events from now on.
   *
   * @param pattern the event's name, in which {@code *} stands for any characters and {@code ?} for one
   */
  public void on(String pattern, Listener listener) {
    listeners.add(pattern, listener, null);
  }

  /** Hears the next event of a pattern, and no other. */
  public void once(String pattern, Listener listener) {
    listeners.add(pattern, listener, new AtomicBoolean());
  }

  /** No listener hears events any more that were registered for such a name or pattern. */
  public void off(String pattern) {
    listeners.remove(pattern);
  }

  /** A listener hears events no more that was registered for exactly this. */
  public void off(String pattern, Listener listener) {
    listeners.remove(pattern, listener);
  }

  /**
   * Waits for an event: the first of a pattern since the one that was last waited for with it, so that one that has come
   * already counts. Of events that nobody waited for, the last 10 000 are kept. What listeners hear does not depend on it.
   *
   * @throws TimeoutException if none comes in time
   * @throws ListenerFailed if a listener fails meanwhile
   */
  public Event waitFor(String pattern, Duration timeout) throws TimeoutException {
    check();
    arrivals.beginWait();
    try {
      Event event = log.take(pattern, timeout.toNanos());
      if (event != null) return event;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (RuntimeException e) {
      reported = true;
      throw e;
    } finally {
      arrivals.endWait();
    }
    throw new TimeoutException("an event must come within " + timeout.toMillis() / 1000.0 + " s, got no event="
        + pattern + " at sender=" + name());
  }

  /** From now on events are heard only at the ends of this loop's steps: those that have come by then. */
  public Steps steps() {
    return new LocalSteps(this, hold());
  }

  /**
   * From now on events are heard only at the ends of steps that all processes do together, each the same number: all that
   * they emitted in the step. Who hears what, and in which order, is the same in every run.
   *
   * @param patience how long to wait for the slowest process to end a step
   */
  public Steps lockstep(Duration patience) {
    Arrivals held = hold();
    lockstep = true;
    List<String> members = peers().stream().map(Peer::name).toList();
    return new Lockstep(this, held, members, patience);
  }

  private Arrivals hold() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a listener must not wait for events to be heard, got a loop of steps in one");
    }
    try {
      arrivals.hold();
      return arrivals;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  void release() {
    lockstep = false;
    arrivals.release();
  }

  /** Tells the others that this process has ended its step. */
  void endStep() {
    synchronized (arrivals) {
      if (courier != null) courier.endStep(peers());
      arrivals.endStep(name());
    }
  }

  Courier courier() {
    return courier;
  }

  private void run() {
    try {
      for (Event event = arrivals.next(); event != null; event = arrivals.next()) hear(event);
    } catch (ListenerFailed e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(interrupted(e));
    }
  }

  /** The first failure counts; nothing is heard after it. */
  synchronized void fail(RuntimeException cause) {
    if (failure == null) failure = cause;
    log.fail(cause);
    arrivals.close();
  }

  /** Fails if a listener has. */
  void check() {
    if (failure == null) return;
    reported = true;
    throw failure;
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("waiting for events must not be interrupted, got " + e, e);
  }

  /** What other processes bring. */
  private final class Arriving implements Courier.Incoming {

    @Override
    public void event(Event event, boolean ofStep) {
      if (failure != null) return;
      arrive(event, ofStep);
      if (ofStep) return;
      try {
        arrivals.awaitRoomForOthers();
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (IllegalStateException e) {
        fail(e);
      }
    }

    @Override
    public void stepEnded(String sender) {
      arrivals.endStep(sender);
    }

    @Override
    public void gone(String sender) {
      arrivals.stir();
    }

    @Override
    public void failed(RuntimeException cause) {
      fail(cause);
    }
  }

  /**
   * Hears what has come, and ends.
   *
   * @throws ListenerFailed if a listener has failed and nothing else has said so
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) return;
      closed = true;
    }
    // What still comes must not wait for a step.
    arrivals.beginWait();
    if (ownsMessenger) messenger.close();
    arrivals.close();
    try {
      if (Thread.currentThread() != thread) thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!reported) check();
  }
}
