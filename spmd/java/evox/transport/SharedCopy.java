package evox.transport;

import evox.memory.LongCopy;
import java.lang.foreign.MemorySegment;

/**
 * Copies into memory from which another core takes. Where the two cores share a cache, going through it is best: what is put
 * is still there when it is taken. Where they do not, each line that is overwritten must first be given up by the other's
 * cache, one after the other, and going past the caches is many times as fast. How near the other core is nobody says, and
 * the host of a virtual machine may change it at any time: so both ways are timed now and then.
 */
final class SharedCopy {

  /** Shorter copies are not worth a choice. */
  private static final long LEAST = 1 << 12;

  /** Of so many copies one is timed: the clock takes as long as a short copy. */
  private static final int TIMED = 8;

  /** Of so many copies one goes the way that is not best; of the first ones more. */
  private static final int TRIED = 256;

  /** What the other core takes longer for a byte that it has to read from memory. */
  private static final double READ_NANOS = 0.08;

  private final Cost throughCaches = new Cost();
  private final Cost pastCaches = new Cost();
  private int copies;

  void copy(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes) {
    if (bytes < LEAST) {
      LongCopy.copy(from, fromOffset, to, toOffset, bytes);
      return;
    }
    copies++;
    boolean past = throughCaches.nanosPerByte > pastCaches.nanosPerByte + READ_NANOS;
    if (copies % TRIED == 0 || Integer.bitCount(copies) == 1) past = !past;
    else if (copies % TIMED != 0) {
      copy(past, from, fromOffset, to, toOffset, bytes);
      return;
    }
    long begun = System.nanoTime();
    copy(past, from, fromOffset, to, toOffset, bytes);
    (past ? pastCaches : throughCaches).measured((double) (System.nanoTime() - begun) / bytes);
  }

  private static void copy(
      boolean past, MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes) {
    if (past) LongCopy.copyPastCaches(from, fromOffset, to, toOffset, bytes);
    else LongCopy.copy(from, fromOffset, to, toOffset, bytes);
  }

  /** What a way takes; something else may have held up a copy that seems slow, nothing makes one seem fast. */
  private static final class Cost {

    private static final double MOST_RISE = 1.5;

    private double nanosPerByte;

    void measured(double nanos) {
      nanosPerByte = nanosPerByte == 0 ? nanos : Math.min(nanos, MOST_RISE * nanosPerByte);
    }
  }
}
