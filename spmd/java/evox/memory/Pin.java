package evox.memory;

import evox.foreign.Gpu;
import java.lang.foreign.MemorySegment;

/**
 * Has a block's memory stay in its place once twice as many bytes as it has have gone between it and GPUs: copies are
 * several times as quick from then on, and to have it stay takes about as long as one of them. Where the system doesn't let
 * it, copies go on as they were.
 */
final class Pin {

  /** Smaller blocks have no pages of their own, and are copied soon enough. */
  private static final long LEAST = 1L << 20;

  private final MemorySegment host;
  private long copied;
  private boolean tried;
  private Gpu by;

  Pin(MemorySegment host) {
    this.host = host;
  }

  /** So many bytes are about to be copied. */
  synchronized void copies(Gpu gpu, long bytes) {
    if (tried || host.byteSize() < LEAST) return;
    copied += bytes;
    if (copied <= 2 * host.byteSize()) return;
    tried = true;
    if (gpu.pin(host)) by = gpu;
  }

  synchronized void close() {
    if (by != null) by.unpin(host);
    by = null;
  }
}
