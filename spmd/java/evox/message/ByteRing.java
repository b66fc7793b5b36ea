package evox.message;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** The bytes of a stream between two positions, kept until they are released. Not for several threads. */
final class ByteRing {

  private static final int SMALLEST = 1 << 13;

  /** Bytes that it can hold. */
  static final int LARGEST = 1 << 30;

  private byte[] bytes = new byte[SMALLEST];
  private long start;
  private long end;

  /** The position of the first byte that is kept. */
  long start() {
    return start;
  }

  /** The position after the last byte. */
  long end() {
    return end;
  }

  /** Makes room, so that the next bytes are put all or not at all. */
  void require(long count) {
    long needed = end - start + count;
    if (needed <= bytes.length) return;
    if (needed > LARGEST) {
      throw new IllegalStateException("messages that wait for a process must be at most " + LARGEST
          + " bytes, got bytes=" + needed);
    }
    resize(Integer.highestOneBit((int) needed - 1) << 1);
  }

  void put(MemorySegment source, long count) {
    for (long done = 0; done < count; ) {
      int at = index(end);
      int piece = (int) Math.min(count - done, bytes.length - at);
      MemorySegment.copy(source, ValueLayout.JAVA_BYTE, done, bytes, at, piece);
      done += piece;
      end += piece;
    }
  }

  void putInt(int number) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes[index(end++)] = (byte) (number >> shift);
  }

  /** Copies bytes from a position on. */
  void get(long position, int count, ByteBuffer target) {
    int at = index(position);
    int first = Math.min(count, bytes.length - at);
    target.put(bytes, at, first).put(bytes, 0, count - first);
  }

  /** Keeps nothing before a position; gives back the room that a large message took. */
  void release(long position) {
    start = position;
    if (start == end && bytes.length > 2 * Outbox.WINDOW) bytes = new byte[SMALLEST];
  }

  private int index(long position) {
    return (int) position & bytes.length - 1;
  }

  private void resize(int size) {
    ByteBuffer kept = ByteBuffer.allocate((int) (end - start));
    get(start, kept.capacity(), kept);
    bytes = new byte[size];
    end = start;
    put(MemorySegment.ofArray(kept.array()), kept.capacity());
  }
}
