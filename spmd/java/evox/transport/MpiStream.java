package evox.transport;

import evox.foreign.Mpi;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The bytes to one rank, or from one: a message for each piece of a segment, one on its way at a time. Both sides cut
 * their segments in the same places, so that each message fits what it is received into.
 */
final class MpiStream {

  /** Takes long enough that the gap between two can't be seen, and a small part of a deadline on a slow network. */
  private static final long PIECE = 16L << 20;

  private final Mpi.Channel channel;
  private MemorySegment moving;

  MpiStream(Mpi.Channel channel) {
    this.channel = channel;
  }

  /** Whether nothing is on its way. */
  boolean isIdle() {
    return moving == null;
  }

  /** Starts a piece, or asks after the one that was started. Returns how many bytes have gone since. */
  long put(MemorySegment bytes, long offset) {
    if (moving != null) return finished();
    MemorySegment piece = piece(bytes, offset);
    return start(piece.isNative() ? piece : outside(piece.byteSize()).copyFrom(piece));
  }

  /** As {@link #put}, for bytes that come. */
  long take(MemorySegment bytes, long offset) {
    MemorySegment piece = piece(bytes, offset);
    if (moving == null) return start(piece.isNative() ? piece : outside(piece.byteSize()));
    MemorySegment came = moving;
    long count = finished();
    if (count > 0 && !piece.isNative()) piece.copyFrom(came);
    return count;
  }

  /** It is asked after later, when whoever puts and takes at once has started both: each question has its price. */
  private long start(MemorySegment piece) {
    channel.start(piece);
    moving = piece;
    return 0;
  }

  private long finished() {
    if (!channel.isDone()) return 0;
    long count = moving.byteSize();
    moving = null;
    return count;
  }

  private static MemorySegment piece(MemorySegment bytes, long offset) {
    return bytes.asSlice(offset, Math.min(PIECE, bytes.byteSize() - offset));
  }

  /** MPI can't reach what lies in the heap. */
  private static MemorySegment outside(long length) {
    return Arena.ofAuto().allocate(length);
  }
}
