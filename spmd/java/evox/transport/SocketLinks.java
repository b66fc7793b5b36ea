package evox.transport;

import evox.collective.Links;
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
  public void send(int to, MemorySegment bytes) {
    Patience patience = new Patience(liveness);
    for (long done = 0; done < bytes.byteSize();) {
      int count = write(to, bytes, done);
      done += count;
      if (count == 0) patience.pause(to);
      else patience.reset();
    }
  }

  @Override
  public void receive(int from, MemorySegment bytes) {
    Patience patience = new Patience(liveness);
    for (long done = 0; done < bytes.byteSize();) {
      int count = read(from, bytes, done);
      done += count;
      if (count == 0) patience.pause(from);
      else patience.reset();
    }
  }

  @Override
  public void exchange(int to, MemorySegment out, int from, MemorySegment in) {
    Patience patience = new Patience(liveness);
    long sent = 0;
    long received = 0;
    while (sent < out.byteSize() || received < in.byteSize()) {
      int written = sent < out.byteSize() ? write(to, out, sent) : 0;
      int read = received < in.byteSize() ? read(from, in, received) : 0;
      sent += written;
      received += read;
      if (written + read == 0) patience.pause(received < in.byteSize() ? from : to);
      else patience.reset();
    }
  }

  private int write(int to, MemorySegment bytes, long offset) {
    try {
      return peers[to].write(piece(bytes, offset));
    } catch (IOException e) {
      throw lost(to, e.getMessage());
    }
  }

  private int read(int from, MemorySegment bytes, long offset) {
    try {
      int count = peers[from].read(piece(bytes, offset));
      if (count < 0) throw lost(from, "its connection was closed");
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
