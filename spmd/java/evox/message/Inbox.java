package evox.message;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One channel's stream from one process: pieces come in, in any order and number; messages come out, each once. */
final class Inbox {

  /** Takes a message, and the position of its end in the stream. */
  interface Outlet {
    void take(byte[] message, long end);
  }

  private final Outlet outlet;
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
  private byte[] message;
  private int filled;
  private long received;
  private long completed;
  private long handled;
  private long acknowledged;

  Inbox(Outlet outlet) {
    this.outlet = outlet;
  }

  /**
   * Takes a piece.
   *
   * @return whether the stream goes on: false if pieces before this one are missing, which is then left out
   */
  synchronized boolean accept(long position, ByteBuffer bytes) throws IOException {
    long known = received - position;
    if (known < 0) return false;
    if (known >= bytes.remaining()) return true;
    bytes.position(bytes.position() + (int) known);
    received += bytes.remaining();
    while (bytes.hasRemaining()) {
      if (message == null) begin(bytes);
      if (message != null) fill(bytes);
    }
    return true;
  }

  private void begin(ByteBuffer bytes) throws IOException {
    while (length.hasRemaining() && bytes.hasRemaining()) length.put(bytes.get());
    if (length.hasRemaining()) return;
    int size = length.getInt(0);
    if (size < 0 || size > Messenger.LONGEST) {
      throw new IOException("a message must be at most " + Messenger.LONGEST + " bytes, got length="
          + Integer.toUnsignedString(size));
    }
    message = new byte[size];
    filled = 0;
  }

  private void fill(ByteBuffer bytes) {
    int piece = Math.min(bytes.remaining(), message.length - filled);
    bytes.get(message, filled, piece);
    filled += piece;
    if (filled < message.length) return;
    completed = received - bytes.remaining();
    outlet.take(message, completed);
    message = null;
    length.clear();
  }

  /** The messages up to a position have been handled. */
  synchronized void handle(long end) {
    handled = end;
  }

  /** Whether the other side should hear how far this one is before it fills its window. */
  synchronized boolean owes() {
    return done() - acknowledged >= Outbox.WINDOW / 4;
  }

  /** Writes how far it is, as {@link RecordFormat#ACKNOWLEDGEMENT} has it. */
  synchronized void tell(int channel, ByteBuffer out) {
    acknowledged = done();
    out.put((byte) channel).putLong(received).putLong(acknowledged);
  }

  /** A message longer than the window could never come in, if its first bytes counted only once it is whole. */
  private long done() {
    return handled == completed ? received : handled;
  }
}
