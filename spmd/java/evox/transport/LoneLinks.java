package evox.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.collective.Links;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;

/** The links of a rank that is alone, to itself: what it puts is kept until it takes it, however much that is. */
final class LoneLinks implements Links {

  private final Queue<byte[]> kept = new ArrayDeque<>();
  private int taken;

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String transport() {
    return "threads";
  }

  @Override
  public long put(int to, MemorySegment bytes, long offset) {
    long length = Math.min(bytes.byteSize() - offset, 1 << 20);
    kept.add(bytes.asSlice(offset, length).toArray(JAVA_BYTE));
    return length;
  }

  @Override
  public long take(int from, MemorySegment bytes, long offset) {
    byte[] next = kept.peek();
    if (next == null) return 0;
    int length = (int) Math.min(bytes.byteSize() - offset, next.length - taken);
    MemorySegment.copy(next, taken, bytes, JAVA_BYTE, offset, length);
    taken += length;
    if (taken == next.length) {
      kept.remove();
      taken = 0;
    }
    return length;
  }

  @Override
  public void close() {
    kept.clear();
  }
}
