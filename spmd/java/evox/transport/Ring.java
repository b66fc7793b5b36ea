package evox.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.memory.LongCopy;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * A queue of bytes in memory that two threads share, of one process or of two: one only puts, one only takes. It counts
 * the bytes ever put and ever taken; each counter has a cache line of its own and is written by one side alone. Whoever
 * puts begins again at the front when all has been taken and a window is used up, so that short messages stay in the
 * cores' own caches however large the queue is.
 */
final class Ring {

  private static final VarHandle COUNTER = JAVA_LONG.varHandle();
  private static final long PUT = 0;
  private static final long FRONT = 8;
  private static final long TAKEN = 128;
  private static final long HEADER = 256;

  /**
   * At most so many bytes are copied before the other side hears of them, and no more than a part of the ring, so that both
   * copy at the same time.
   */
  private static final long CHUNK = 1 << 17;
  private static final int PARTS = 4;

  /** Several short messages, which the first caches of both cores keep beside what they work on. */
  private static final long WINDOW = 1 << 12;

  private final MemorySegment memory;
  private final long capacity;
  private final long chunk;
  private final SharedCopy copies = new SharedCopy();
  private long put;
  private long taken;
  private long seen;

  /** The count of bytes put before the first that lies at the front. */
  private long front;
  private long window = WINDOW;

  /**
   * One side's view of a ring.
   *
   * @param memory zeroed at first, {@link #bytes} long
   */
  Ring(MemorySegment memory) {
    this.memory = memory;
    this.capacity = memory.byteSize() - HEADER;
    this.chunk = Math.min(CHUNK, capacity / PARTS);
  }

  /** How much memory a ring of a capacity needs. */
  static long bytes(long capacity) {
    return HEADER + capacity;
  }

  /** Puts bytes from an offset on, as many as there is room for, perhaps none. Returns how many. */
  long put(MemorySegment from, long offset) {
    if (seen + capacity == put) seen = (long) COUNTER.getAcquire(memory, TAKEN);
    if (put - front >= window) beginAgain();
    long at = (put - front) % capacity;
    long count = run(from.byteSize() - offset, seen + capacity - put, at);
    if (count > 0) {
      copies.copy(from, offset, memory, HEADER + at, count);
      put += count;
      COUNTER.setRelease(memory, PUT, put);
    }
    return count;
  }

  /** If nothing is left to take: then the other side looks at the front only after the next count that is put. */
  private void beginAgain() {
    seen = (long) COUNTER.getAcquire(memory, TAKEN);
    if (seen < put) {
      window += WINDOW;
      return;
    }
    front = put;
    window = WINDOW;
    COUNTER.set(memory, FRONT, front);
  }

  /** Takes bytes to an offset, as many as have come, perhaps none. Returns how many. */
  long take(MemorySegment to, long offset) {
    if (seen == taken) {
      seen = (long) COUNTER.getAcquire(memory, PUT);
      front = (long) COUNTER.get(memory, FRONT);
    }
    long at = (taken - front) % capacity;
    long count = run(to.byteSize() - offset, seen - taken, at);
    if (count > 0) {
      LongCopy.copy(memory, HEADER + at, to, offset, count);
      taken += count;
      COUNTER.setRelease(memory, TAKEN, taken);
    }
    return count;
  }

  private long run(long wanted, long available, long at) {
    return Math.min(Math.min(wanted, available), Math.min(chunk, capacity - at));
  }
}
