package evox.message;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How records look on their way. Each begins with its length without this field (4 bytes), its kind (1), and the
 * incarnations of the process it is for and of its sender (8 each); numbers are big-endian.
 */
final class RecordFormat {

  /** Its sender lives; nothing follows. */
  static final byte BEAT = 0;

  /** A piece of a channel's stream: channel (1), position of its first byte (8), bytes. */
  static final byte DATA = 1;

  /** How far a channel's stream has come: channel (1), bytes received (8), bytes done with (8). */
  static final byte ACKNOWLEDGEMENT = 2;

  /** How far all streams have come: flags (1), then for each channel what an acknowledgement says. */
  static final byte POSITIONS = 3;

  /** Its sender closes in order; nothing follows. Over a way that loses records it comes until it is answered. */
  static final byte LEAVING = 4;

  /** From one that forwards: a process that can be reached through it, as {@link Peer} writes it. */
  static final byte REACHABLE = 5;

  /** From one that forwards: a process that it has lost, incarnation (8) and cause (UTF-8). */
  static final byte UNREACHABLE = 6;

  /** The answer to {@link #LEAVING} over a way that loses records; nothing follows. */
  static final byte FAREWELL = 7;

  /** Flag of positions: answer with your own. */
  static final int ASKS = 1;

  /** Flag of positions: something may be lost, go on from there. */
  static final int RESUME = 2;

  static final int HEADER = Integer.BYTES + 1 + 2 * Long.BYTES;
  static final int DATA_HEADER = HEADER + 1 + Long.BYTES;
  static final int POSITION = 1 + 2 * Long.BYTES;

  /** Bytes of a record; a longer one is garbage. */
  static final int LONGEST = 1 << 16;

  /** Bytes of a record of a stream: what a connection that breaks often can still carry whole. */
  static final int PIECE = 1 << 13;

  private RecordFormat() {}

  /** Begins a record; {@link #end} says how long it has become. */
  static int begin(ByteBuffer out, byte kind, long to, long from) {
    int start = out.position();
    out.putInt(0).put(kind).putLong(to).putLong(from);
    return start;
  }

  static void end(ByteBuffer out, int start) {
    out.putInt(start, out.position() - start - Integer.BYTES);
  }

  /** The length of the record that begins here, all of it. */
  static int length(ByteBuffer in) throws IOException {
    int length = in.getInt(in.position());
    if (length >= HEADER - Integer.BYTES && length <= LONGEST) return Integer.BYTES + length;
    throw new IOException("a record must be at most " + LONGEST + " bytes, got length=" + Integer.toUnsignedString(length));
  }

  /** Which process a record is for. */
  static long to(ByteBuffer record) {
    return record.getLong(record.position() + Integer.BYTES + 1);
  }

  /** Which process a record is from. */
  static long from(ByteBuffer record) {
    return record.getLong(record.position() + Integer.BYTES + 1 + Long.BYTES);
  }

  /** A record that is only a few bytes. */
  static byte[] whole(byte kind, long to, long from, byte... body) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length);
    int start = begin(out, kind, to, from);
    out.put(body);
    end(out, start);
    return out.array();
  }
}
