package evox.transport;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.collective.PeerLost;
import evox.foreign.Mpi;
import evox.foreign.MpiFailed;
import java.lang.foreign.MemorySegment;

/** Ranks that a launcher of MPI started, and the network that it knows best. */
final class MpiLinks implements Links {

  private final Mpi mpi;
  private final MpiStream[] to;
  private final MpiStream[] from;
  private final Liveness liveness;

  /**
   * One rank's links.
   *
   * @param tag tells these messages from those of other links
   */
  MpiLinks(Mpi mpi, int tag, Liveness liveness) {
    this.mpi = mpi;
    this.liveness = liveness;
    this.to = new MpiStream[mpi.size()];
    this.from = new MpiStream[mpi.size()];
    for (int peer = 0; peer < to.length; peer++) {
      to[peer] = new MpiStream(mpi.to(peer, tag));
      from[peer] = new MpiStream(mpi.from(peer, tag));
    }
  }

  @Override
  public int rank() {
    return mpi.rank();
  }

  @Override
  public int size() {
    return to.length;
  }

  @Override
  public String transport() {
    return "mpi";
  }

  @Override
  public long put(int peer, MemorySegment bytes, long offset) {
    try {
      return to[peer].put(bytes, offset);
    } catch (MpiFailed e) {
      throw lost(peer, e);
    }
  }

  @Override
  public long take(int peer, MemorySegment bytes, long offset) {
    try {
      return from[peer].take(bytes, offset);
    } catch (MpiFailed e) {
      throw lost(peer, e);
    }
  }

  /** Whether no message is on its way that the other side, or this one, has not done with. */
  boolean areIdle() {
    for (int peer = 0; peer < to.length; peer++) if (!to[peer].isIdle() || !from[peer].isIdle()) return false;
    return true;
  }

  private PeerLost lost(int peer, MpiFailed cause) {
    return new PeerLost(peer, "a rank must stay until the end, got " + cause.getMessage() + " from "
        + liveness.name(peer));
  }

  /** What was put has gone: it may only be let go of when MPI ends, for all links at once. */
  @Override
  public void close() {}
}
