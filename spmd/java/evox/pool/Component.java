package evox.pool;

import evox.store.ObjectStore;
import evox.store.Stored;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A component of a replica's value as bytes, from the version that changed it to the next that does. Once no version that
 * has it is needed any more, nothing of it is left in the store.
 */
final class Component {

  /**
   * From so many bytes on a component goes to another machine once, and not to each worker there: what has to be said for
   * that is about as long.
   */
  private static final int SMALL = 1 << 10;

  /** From so many bytes on a component is mapped by workers of this machine: sending it to four takes as long, or longer. */
  private static final int LARGE = 1 << 18;

  private final byte[] bytes;
  private final long stamp;
  private final List<Stored> references;
  private final ObjectStore store;
  private final AtomicInteger versions = new AtomicInteger();
  private Stored stored;

  /** @param stamp the number of the version that changed it */
  Component(Encoded encoded, long stamp, ObjectStore store) {
    this.stamp = stamp;
    this.references = encoded.references();
    this.store = store;
    boolean large = encoded.bytes().length >= LARGE;
    this.bytes = large ? null : encoded.bytes();
    this.stored = large ? store.put(encoded.bytes()) : null;
  }

  long stamp() {
    return stamp;
  }

  /** By what they are and not by who they are: an array may have been changed in place. */
  boolean is(byte[] others) {
    MemorySegment own = bytes == null ? store.open(stored) : MemorySegment.ofArray(bytes);
    return own.mismatch(MemorySegment.ofArray(others)) < 0;
  }

  /** What it is; null where that is too much to be sent with a task. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Where several workers find it; null where each had better be sent it.
   *
   * @param far whether they are on another machine
   */
  synchronized Stored stored(boolean far) {
    if (stored == null && far && bytes.length >= SMALL) stored = store.lend(bytes);
    return bytes == null || far ? stored : null;
  }

  /** One more version has it. */
  void keep() {
    versions.incrementAndGet();
  }

  /** A version that has it is not needed any more. */
  void drop() {
    if (versions.decrementAndGet() > 0) return;
    references.forEach(Stored::close);
    // Not under the lock: whoever has a copy is told.
    if (last() instanceof Stored last) last.close();
  }

  private synchronized Stored last() {
    return stored;
  }
}
