package evox.transport;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.collective.PeerLost;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Ranks on different hosts: a TCP connection from each to each. */
final class SocketLinks implements Links {

  /** At most so much at once: the kernel copies from it directly, and a buffer can't be longer than 2 GiB. */
  private static final long PIECE = 1L << 20;

  /** So much is still to come, and so many turns are waited for it: about 2 microseconds. */
  private static final long LONG = 256L << 10;
  private static final int TURNS = 100;

  /** Others may have work to do before they leave, but have read by then what was sent to them. */
  private static final long FAREWELL_NANOS = 2_000_000_000;

  private final int rank;
  private final Connection[] connections;
  private final Wire[] peers;
  private final Liveness liveness;

  /**
   * One rank's links.
   *
   * @param connections one to each other rank, null for this one
   */
  SocketLinks(int rank, Connection[] connections, Liveness liveness) throws IOException {
    this.rank = rank;
    this.connections = connections;
    this.liveness = liveness;
    this.peers = new Wire[connections.length];
    for (int peer = 0; peer < peers.length; peer++) {
      if (connections[peer] != null) peers[peer] = connections[peer].unframed();
    }
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
    return Arrays.stream(connections).anyMatch(peer -> peer != null && peer.isSealed()) ? "tls" : "sockets";
  }

  @Override
  public long put(int to, MemorySegment bytes, long offset) {
    try {
      return peers[to].put(piece(bytes, offset));
    } catch (IOException e) {
      throw lost(to, e.getMessage());
    }
  }

  @Override
  public long take(int from, MemorySegment bytes, long offset) {
    try {
      int count = peers[from].take(piece(bytes, offset));
      if (count < 0) throw lost(from, "its connection closed");
      if (count > 0 && bytes.byteSize() - offset - count >= LONG) letMoreCome();
      return count;
    } catch (IOException e) {
      throw lost(from, e.getMessage());
    }
  }

  @Override
  public boolean prefersPieces() {
    return true;
  }

  /** Who reads holds the sender up: a long message comes sooner in fewer, larger pieces (1 MiB: by a fifth). */
  private static void letMoreCome() {
    for (int turn = 0; turn < TURNS; turn++) Thread.onSpinWait();
  }

  private static ByteBuffer piece(MemorySegment bytes, long offset) {
    return bytes.asSlice(offset, Math.min(PIECE, bytes.byteSize() - offset)).asByteBuffer();
  }

  private PeerLost lost(int peer, String cause) {
    return new PeerLost(peer, "a rank must stay until the end, got " + cause + " from " + liveness.name(peer));
  }

  /**
   * Sealed connections are left together with the other sides. TLS has words of its own, such as that it takes new keys; one
   * that came to a closed connection would have the system take back what is still on its way the other way.
   */
  @Override
  public void close() {
    List<Connection> open = Arrays.stream(connections).filter(Objects::nonNull).toList();
    long end = System.nanoTime() + FAREWELL_NANOS;
    for (Connection connection : open) if (connection.isSealed()) connection.sayNoMore();
    for (Connection connection : open) {
      if (connection.isSealed()) connection.hearOut(end);
      try {
        connection.close();
      } catch (IOException e) {
        // The connection is gone either way.
      }
    }
  }
}
