package evox.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that somebody sent; nothing is believed of them. */
final class Source {

  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  Source(byte[] bytes) {
    this.bytes = bytes;
  }

  private int take(long count) {
    if (count < 0 || count > bytes.length - at) {
      throw new Malformed("a length must be within the message, " + (bytes.length - at) + " bytes are left, got "
          + Long.toUnsignedString(count));
    }
    int from = at;
    at += (int) count;
    return from;
  }

  int octet() {
    return bytes[take(1)] & 0xFF;
  }

  long fixed() {
    return (long) LONG.get(bytes, take(Long.BYTES));
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) return value;
    }
    throw new Malformed("a number must take 10 bytes at most, got more");
  }

  long number() {
    long value = count();
    return value >>> 1 ^ -(value & 1);
  }

  /** How many values follow, each of which takes so many bytes at least: no more than there is room for. */
  int elements(int bytesEach) {
    long count = count();
    if (count < 0 || count > (bytes.length - at) / bytesEach) {
      throw new Malformed("a length must be within the message, " + (bytes.length - at) + " bytes are left, got "
          + Long.toUnsignedString(count) + " elements");
    }
    return (int) count;
  }

  /** Fills a segment. */
  void bytes(MemorySegment target) {
    int from = take(target.byteSize());
    MemorySegment.copy(bytes, from, target, JAVA_BYTE, 0, (int) target.byteSize());
  }

  void requireEnd() {
    if (at == bytes.length) return;
    throw new Malformed("a message must end with its value, got " + (bytes.length - at) + " bytes more");
  }
}
