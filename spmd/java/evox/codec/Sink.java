package evox.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, the least significant of a number first. */
final class Sink {

  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What Java can hold in one array. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[128];
  private int length;

  private int reserve(long count) {
    int at = length;
    if (count > LONGEST - at) {
      throw new IllegalArgumentException("a message must be at most " + LONGEST + " bytes, got " + (at + count)
          + " or more; put large values into the object store");
    }
    length += (int) count;
    if (length > bytes.length) bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, Math.max(length, 2L * bytes.length)));
    return at;
  }

  void tag(Tag tag) {
    octet(tag.ordinal());
  }

  void octet(int value) {
    int at = reserve(1);
    bytes[at] = (byte) value;
  }

  void fixed(long value) {
    int at = reserve(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  /** Seven bits a byte, so that small numbers are short; a negative one takes ten. */
  void count(long value) {
    while ((value & ~0x7FL) != 0) {
      octet((int) value & 0x7F | 0x80);
      value >>>= 7;
    }
    octet((int) value);
  }

  /** As short for small numbers of either sign. */
  void number(long value) {
    count(value << 1 ^ value >> 63);
  }

  void bytes(MemorySegment source) {
    int at = reserve(source.byteSize());
    MemorySegment.copy(source, JAVA_BYTE, 0, bytes, at, (int) source.byteSize());
  }

  void latin(String text) {
    int at = reserve(text.length());
    for (int i = 0; i < text.length(); i++) bytes[at + i] = (byte) text.charAt(i);
  }

  void booleans(boolean[] values) {
    int at = reserve(values.length);
    for (int i = 0; i < values.length; i++) bytes[at + i] = (byte) (values[i] ? 1 : 0);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
