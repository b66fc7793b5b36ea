package evox.message;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** What this process and another have to say to each other; it outlives the connections that carry it. */
final class Session {

  /** The flags of positions that are to be told, or none. */
  private static final int SILENT = -1;

  /** The part of the deadline within which a process must come back whose connection has ended. */
  private static final int DOUBT = 10;

  private static final long LAST_PAUSE_MILLIS = 50;

  private final Peer peer;
  private final long self;
  private final AtomicReferenceArray<Outbox> outboxes = new AtomicReferenceArray<>(Messenger.CHANNELS);
  private final AtomicReferenceArray<Inbox> inboxes = new AtomicReferenceArray<>(Messenger.CHANNELS);
  private final Deliveries deliveries;
  private volatile Carrier carrier;
  private volatile Session forwarder;
  private volatile long heard = System.nanoTime();
  private volatile String closed;
  private final AtomicBoolean stirred = new AtomicBoolean();
  private volatile boolean doubted;
  private volatile boolean parted;

  /** Both sides have told each other what they have, since the carrier is this one. */
  private boolean agreed;
  private int positions = SILENT;
  private boolean beats;
  private boolean leaves;

  Session(Peer peer, long self, Deliveries deliveries) {
    this.peer = peer;
    this.self = self;
    this.deliveries = deliveries;
  }

  Peer peer() {
    return peer;
  }

  Carrier carrier() {
    return carrier;
  }

  /** When something last came from the other side, in the time of {@link System#nanoTime}. */
  long heard() {
    return heard;
  }

  /** The process through which this one is reached; null if it is reached without. */
  Session forwarder() {
    return forwarder;
  }

  /** Goes on through another process. */
  void carryThrough(Session hub, Carrier next) {
    forwarder = hub;
    carry(next);
  }

  /** Silence counts from now on. */
  void excuse() {
    heard = System.nanoTime();
  }

  /** Its connection has ended as those of processes do that end. */
  void doubt() {
    heard = System.nanoTime();
    doubted = true;
  }

  /** How long nothing may come from the other side until it is lost. */
  long patience(long deadlineNanos) {
    return doubted ? deadlineNanos / DOUBT : deadlineNanos;
  }

  /** Goes on over another carrier; null while there is none. */
  void carry(Carrier next) {
    synchronized (this) {
      carrier = next;
      agreed = false;
      if (next != null) positions = next.mayLose(this) ? RecordFormat.RESUME | RecordFormat.ASKS : RecordFormat.RESUME;
      doubted = false;
    }
    wake();
  }

  void awaitRoom(int channel) {
    outbox(channel).awaitRoom();
  }

  void send(int channel, MemorySegment message) {
    outbox(channel).put(message);
    wake();
  }

  private Outbox outbox(int channel) {
    Outbox outbox = outboxes.get(channel);
    if (outbox != null) return outbox;
    Outbox fresh = new Outbox(peer, channel);
    Outbox other = outboxes.compareAndExchange(channel, null, fresh);
    if (other != null) return other;
    // Whoever closed this session meanwhile may not have seen it.
    if (closed != null) fresh.close(closed);
    return fresh;
  }

  private Inbox inbox(int channel) {
    Inbox inbox = inboxes.get(channel);
    if (inbox != null) return inbox;
    Delivery delivery = deliveries.of(channel);
    Inbox[] self = new Inbox[1];
    self[0] = new Inbox((message, end) -> delivery.add(this, self[0], message, end));
    Inbox other = inboxes.compareAndExchange(channel, null, self[0]);
    return other == null ? self[0] : other;
  }

  private void wake() {
    Carrier now = carrier;
    if (now != null) now.wake(this);
  }

  /** There may be something to send. */
  void stir() {
    stirred.set(true);
  }

  /** Whether there may have been something to send; whoever asks sends it. */
  boolean settle() {
    return stirred.getAndSet(false);
  }

  /** Fills a buffer with records; returns whether there are more. Called by one thread at a time. */
  boolean fill(ByteBuffer out) {
    boolean maySend;
    synchronized (this) {
      if (out.remaining() < RecordFormat.HEADER + 1 + Messenger.CHANNELS * RecordFormat.POSITION) return true;
      if (positions != SILENT) tellPositions(out);
      if (beats) tell(RecordFormat.BEAT, out);
      beats = false;
      maySend = agreed;
    }
    for (int channel = 0; channel < Messenger.CHANNELS; channel++) {
      Inbox inbox = inboxes.get(channel);
      if (inbox != null && inbox.owes()) {
        if (out.remaining() < RecordFormat.HEADER + RecordFormat.POSITION) return true;
        int start = RecordFormat.begin(out, RecordFormat.ACKNOWLEDGEMENT, peer.incarnation(), self);
        inbox.tell(channel, out);
        RecordFormat.end(out, start);
      }
      Outbox outbox = outboxes.get(channel);
      if (maySend && outbox != null && outbox.fill(out, self)) return true;
    }
    synchronized (this) {
      if (leaves && out.remaining() < RecordFormat.HEADER) return true;
      if (leaves) tell(RecordFormat.LEAVING, out);
      leaves = false;
    }
    return false;
  }

  private void tell(byte kind, ByteBuffer out) {
    RecordFormat.end(out, RecordFormat.begin(out, kind, peer.incarnation(), self));
  }

  private void tellPositions(ByteBuffer out) {
    int start = RecordFormat.begin(out, RecordFormat.POSITIONS, peer.incarnation(), self);
    out.put((byte) positions);
    positions = SILENT;
    for (int channel = 0; channel < Messenger.CHANNELS; channel++) {
      Inbox inbox = inboxes.get(channel);
      if (inbox != null) inbox.tell(channel, out);
    }
    RecordFormat.end(out, start);
  }

  private void tellPositions(int flags) {
    synchronized (this) {
      positions = positions == SILENT ? flags : positions | flags;
    }
    wake();
  }

  /** Takes a record of the other side's, after its header; what says something to the messenger is left to it. */
  void take(byte kind, ByteBuffer body) throws IOException {
    heard = System.nanoTime();
    switch (kind) {
      case RecordFormat.DATA -> {
        Inbox inbox = inbox(Byte.toUnsignedInt(body.get()));
        if (!inbox.accept(body.getLong(), body)) tellPositions(RecordFormat.RESUME);
        else if (inbox.owes()) wake();
      }
      case RecordFormat.ACKNOWLEDGEMENT -> {
        if (acknowledge(body)) wake();
      }
      case RecordFormat.POSITIONS -> takePositions(body);
      default -> { }
    }
  }

  private boolean acknowledge(ByteBuffer body) {
    return outbox(Byte.toUnsignedInt(body.get())).acknowledge(body.getLong(), body.getLong());
  }

  private void takePositions(ByteBuffer body) {
    int flags = body.get();
    while (body.hasRemaining()) acknowledge(body);
    boolean resume;
    synchronized (this) {
      resume = !agreed || (flags & RecordFormat.RESUME) != 0;
      agreed = true;
      notifyAll();
    }
    if (resume) outboxes().forEach(Outbox::resume);
    if ((flags & RecordFormat.ASKS) != 0) tellPositions(0);
    else wake();
  }

  private List<Outbox> outboxes() {
    return IntStream.range(0, Messenger.CHANNELS).mapToObj(outboxes::get)
        .filter(Objects::nonNull).toList();
  }

  /** A receiver is done with a message. */
  void handled(Inbox inbox, long end) {
    inbox.handle(end);
    if (inbox.owes()) wake();
  }

  /** Says that this side lives; where records get lost, finds out which. */
  void beat() {
    Carrier now = carrier;
    if (now == null) return;
    synchronized (this) {
      beats = true;
      if (!agreed && now.mayLose(this)) positions = RecordFormat.RESUME | RecordFormat.ASKS;
    }
    if (now.mayLose(this)) {
      for (Outbox outbox : outboxes()) if (outbox.stalls()) outbox.resume();
      if (outboxes().stream().anyMatch(Outbox::isUnderway)) tellPositions(RecordFormat.ASKS);
    }
    wake();
  }

  /** Waits until the other side has all, for as long as it takes some; says what it has not, or null. */
  String drain(long patienceNanos) throws InterruptedException {
    long left = unarrived();
    long since = System.nanoTime();
    for (long pause = 1; left > 0 && closed == null; pause = Math.min(2 * pause, LAST_PAUSE_MILLIS)) {
      tellPositions(RecordFormat.ASKS);
      synchronized (this) {
        wait(pause);
      }
      long now = unarrived();
      if (now < left) since = System.nanoTime();
      else if (System.nanoTime() - since > patienceNanos) return now + " bytes for " + peer;
      left = now;
    }
    return null;
  }

  private long unarrived() {
    return outboxes().stream().mapToLong(Outbox::unarrived).sum();
  }

  /** The other side has heard that this one leaves. */
  void part() {
    parted = true;
  }

  /** Whether the other side may not have heard that this one leaves, and can be told again. */
  boolean mayNotKnow() {
    Carrier now = carrier;
    return !parted && now != null && now.mayLose(this);
  }

  /** Tells the other side that this one closes, unless it has heard it. */
  void leave() {
    if (parted) return;
    synchronized (this) {
      leaves = true;
    }
    wake();
  }

  /** Nothing is sent any more; whoever tries hears the cause. */
  void close(String cause) {
    closed = cause;
    outboxes().forEach(outbox -> outbox.close(cause));
  }
}
