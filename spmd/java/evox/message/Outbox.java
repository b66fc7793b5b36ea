package evox.message;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * One channel's stream to one process: messages one after the other, each behind its length. Its bytes are kept until
 * the other side is done with them, and sent again from where it says that it has them.
 */
final class Outbox {

  /** Bytes on their way, or waiting at the other side; then senders wait. */
  static final int WINDOW = 4 << 20;

  private final Peer peer;
  private final int channel;
  private final ByteRing ring = new ByteRing();
  private long sent;
  private long received;
  private long probed = -1;
  private String closed;

  Outbox(Peer peer, int channel) {
    this.peer = peer;
    this.channel = channel;
  }

  /** Waits while the window is full. */
  synchronized void awaitRoom() {
    try {
      while (closed == null && ring.end() - ring.start() >= WINDOW) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("sending to " + peer + " must not be interrupted, got " + e, e);
    }
  }

  /** Adds a message, also to a full window. */
  synchronized void put(MemorySegment message) {
    if (closed != null) throw new PeerGone(peer, closed);
    ring.require(Integer.BYTES + message.byteSize());
    ring.putInt((int) message.byteSize());
    ring.put(message, message.byteSize());
  }

  /** Fills a buffer with what may be sent; returns whether there is more. */
  synchronized boolean fill(ByteBuffer out, long from) {
    while (sendable() > 0) {
      int room = Math.min(out.remaining(), RecordFormat.PIECE) - RecordFormat.DATA_HEADER;
      if (room <= 0) return true;
      int piece = (int) Math.min(sendable(), room);
      int start = RecordFormat.begin(out, RecordFormat.DATA, peer.incarnation(), from);
      out.put((byte) channel).putLong(sent);
      ring.get(sent, piece, out);
      RecordFormat.end(out, start);
      sent += piece;
    }
    return false;
  }

  private long sendable() {
    return Math.min(ring.end(), ring.start() + WINDOW) - sent;
  }

  /** Hears how far the other side is; returns whether more may be sent now. */
  synchronized boolean acknowledge(long has, long done) {
    if (done < ring.start() || has < done || has > ring.end()) return false;
    received = Math.max(received, has);
    sent = Math.max(sent, received);
    ring.release(done);
    notifyAll();
    return sendable() > 0;
  }

  /** Sends again from what the other side has. */
  synchronized void resume() {
    sent = received;
  }

  /** Over a way that loses records: whether some seem lost, since nothing has arrived since this was last asked. */
  synchronized boolean stalls() {
    boolean stalled = sent > received && received == probed;
    probed = received;
    return stalled;
  }

  /** Bytes that have not arrived yet, as far as is known. */
  synchronized long unarrived() {
    return ring.end() - received;
  }

  /** Whether some bytes are on their way, as far as is known. */
  synchronized boolean isUnderway() {
    return received < sent;
  }

  synchronized void close(String cause) {
    closed = cause;
    notifyAll();
  }
}
