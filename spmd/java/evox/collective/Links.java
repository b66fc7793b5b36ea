package evox.collective;

import java.lang.foreign.MemorySegment;

/**
 * Bytes from rank to rank: all that a transport has to offer, and all that {@link Communicator} is made of. Between two
 * ranks, what is sent first arrives first. Called by one thread at a time.
 *
 * <p>Every wait ends: by what it waits for, or by {@link PeerLost} when a rank is gone or the deadline has passed.
 */
public interface Links extends AutoCloseable {

  /** This process's number, in [0, {@link #size}). */
  int rank();

  /** How many ranks there are. */
  int size();

  /** What carries the bytes, as the user names it: {@code threads}, {@code shared}, {@code sockets}, {@code mpi}. */
  String transport();

  /** Sends all bytes to another rank; on return they may be overwritten. */
  void send(int to, MemorySegment bytes);

  /** Receives exactly as many bytes as the segment holds from another rank. */
  void receive(int from, MemorySegment bytes);

  /** Sends to one rank while receiving from another: both make progress, so that rings of ranks do not lock up. */
  void exchange(int to, MemorySegment out, int from, MemorySegment in);

  /** Lets go of everything opened; what was sent before still arrives. */
  @Override
  void close();
}
