package evox.event;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.message.Receiver;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes events to other processes, and brings theirs. */
final class Courier implements Receiver {

  private static final int CHANNEL = 0;

  /** What is done with what comes. */
  interface Incoming {

    /**
     * An event of another process.
     *
     * @param ofStep whether it belongs to the step that its sender is in
     */
    void event(Event event, boolean ofStep);

    /** A process has ended its step. */
    void stepEnded(String sender);

    /** A process is gone; the cause is null if it left in order. */
    void gone(String sender);

    void failed(RuntimeException cause);
  }

  private final Messenger messenger;
  private final Incoming incoming;
  private final Codec codec = Codec.ofThisProgram();
  private final Set<String> left = ConcurrentHashMap.newKeySet();
  private final Map<String, String> lost = new ConcurrentHashMap<>();

  Courier(Messenger messenger, Incoming incoming) {
    this.messenger = messenger;
    this.incoming = incoming;
  }

  void open() {
    messenger.receive(CHANNEL, this);
  }

  List<Peer> peers() {
    return messenger.peers();
  }

  /** Why a process is lost, or null. */
  String loss(String process) {
    return lost.get(process);
  }

  boolean hasLeft(String process) {
    return left.contains(process);
  }

  /** Waits for those that are behind. */
  void awaitRoom(List<Peer> to) {
    for (Peer peer : to) messenger.awaitRoom(peer, CHANNEL);
  }

  /** Sends an event. */
  void send(Event event, boolean ofStep, List<Peer> to) {
    send(codec.encode(new Object[] {event.name(), event.number(), ofStep, event.values().toArray()}), to);
  }

  void endStep(List<Peer> to) {
    send(new byte[0], to);
  }

  private void send(byte[] message, List<Peer> to) {
    MemorySegment bytes = MemorySegment.ofArray(message);
    for (Peer peer : to) {
      try {
        messenger.sendAtOnce(peer, CHANNEL, bytes);
      } catch (PeerGone e) {
        // Whoever is gone hears nothing.
      }
    }
  }

  @Override
  public void receive(Peer from, byte[] message) {
    if (message.length == 0) {
      incoming.stepEnded(from.name());
      return;
    }
    try {
      Object decoded = codec.decode(message);
      if (decoded instanceof Object[] parts && parts.length == 4 && parts[0] instanceof String name
          && parts[1] instanceof Long number && parts[2] instanceof Boolean ofStep && parts[3] instanceof Object[] values) {
        incoming.event(Event.of(name, from.name(), number, values), ofStep);
      } else {
        incoming.failed(otherProgram(from, "something else than an event", null));
      }
    } catch (Malformed e) {
      incoming.failed(otherProgram(from, e.getMessage(), e));
    }
  }

  private static IllegalStateException otherProgram(Peer from, String got, Malformed cause) {
    return new IllegalStateException("processes that talk by events must run the same program, got " + got
        + " from sender=" + from.name(), cause);
  }

  @Override
  public void ended(Peer from, String cause) {
    if (cause == null) left.add(from.name());
    else lost.put(from.name(), cause);
    incoming.gone(from.name());
  }
}
