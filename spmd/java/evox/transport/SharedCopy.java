package evox.transport;

import evox.memory.LongCopy;
import java.lang.foreign.MemorySegment;

/**
 * Copies into memory from which another core takes. Where the two cores share a cache, going through it is best: what is put
 * is still there when it is taken. Where they do not, each line that is overwritten must first be given up by the other's
 * cache, one after the other, and going past the caches is many times as fast.
 */
final class SharedCopy {

  /** Shorter copies are not worth a choice. */
  private static final long LEAST = 1 << 12;

  private final CopyChoice choice = new CopyChoice();

  void copy(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes) {
    if (bytes < LEAST) {
      LongCopy.copy(from, fromOffset, to, toOffset, bytes);
      return;
    }
    boolean timed = choice.isTimed();
    long begun = timed ? System.nanoTime() : 0;
    if (choice.isPastCaches()) LongCopy.copyPastCaches(from, fromOffset, to, toOffset, bytes);
    else LongCopy.copy(from, fromOffset, to, toOffset, bytes);
    if (timed) choice.took(System.nanoTime() - begun, bytes);
    choice.copied(bytes);
  }
}
