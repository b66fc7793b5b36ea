package evox.transport;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.collective.PeerLost;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Ranks on different hosts: a TCP connection from each to each. */
final class SocketLinks implements Links {

  /** At most so much at once: the kernel copies from it directly, and a buffer can't be longer than 2 GiB. */
  private static final long PIECE = 1L << 20;

  private final int rank;
  private final SocketChannel[] peers;
  private final Liveness liveness;

  /**
   * One rank's links.
   *
   * @param peers a connected channel for each other rank, null for this one
   */
  SocketLinks(int rank, SocketChannel[] peers, Liveness liveness) throws IOException {
    this.rank = rank;
    this.peers = peers;
    this.liveness = liveness;
    for (SocketChannel peer : peers) if (peer != null) peer.configureBlocking(false);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return peers.length;
  }

  @Override
  public String transport() {
    return "sockets";
  }

  @Override
  public long put(int to, MemorySegment bytes, long offset) {
    try {
      return peers[to].write(piece(bytes, offset));
    } catch (IOException e) {
      throw lost(to, e.getMessage());
    }
  }

  @Override
  public long take(int from, MemorySegment bytes, long offset) {
    try {
      int count = peers[from].read(piece(bytes, offset));
      if (count < 0) throw lost(from, "its connection closed");
      return count;
    } catch (IOException e) {
      throw lost(from, e.getMessage());
    }
  }

  private static ByteBuffer piece(MemorySegment bytes, long offset) {
    return bytes.asSlice(offset, Math.min(PIECE, bytes.byteSize() - offset)).asByteBuffer();
  }

  private PeerLost lost(int peer, String cause) {
    return new PeerLost(peer, "a rank must stay until the end, got " + cause + " from " + liveness.name(peer));
  }

  @Override
  public void close() {
    for (SocketChannel peer : peers) {
      try {
        if (peer != null) peer.close();
      } catch (IOException e) {
        // The connection is gone either way.
      }
    }
  }
}
