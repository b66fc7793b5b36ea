package evox.collective;

import java.lang.foreign.MemorySegment;

/**
 * Bytes from rank to rank: all that a transport has to offer, and all that {@link Communicator} is made of. Between two
 * ranks, what is put first is taken first, into a segment as long as the one it was put from. Nothing here waits, so that
 * a rank can put to one and take from another at the same time, over whatever transports the two are reached; the waiting
 * is the communicator's. Used by one thread at a time.
 */
public interface Links extends AutoCloseable {

  /** This process's number, in [0, {@link #size}). */
  int rank();

  /** How many ranks there are. */
  int size();

  /** What carries the bytes, as the user names it: {@code threads}, {@code shared}, {@code sockets}, {@code mpi}. */
  String transport();

  /**
   * Puts bytes on their way to another rank.
   *
   * @param offset of the first of them that was not put before
   * @return how many were put, perhaps 0; those may then be overwritten
   * @throws PeerLost if the rank is gone
   */
  long put(int to, MemorySegment bytes, long offset);

  /**
   * Takes bytes that have come from another rank.
   *
   * @param offset where in the segment the next of them goes
   * @return how many were taken, perhaps 0
   * @throws PeerLost if the rank is gone
   */
  long take(int from, MemorySegment bytes, long offset);

  /**
   * Whether a long block had better be put piece by piece, each when its like has come: where the system keeps what has
   * not been taken. Not where each message begins with a handshake, nor where ranks would only wait for each other more
   * often. Alike on all ranks.
   */
  default boolean prefersPieces() {
    return false;
  }

  /** Lets go of everything opened; what was put before still arrives. */
  @Override
  void close();
}
