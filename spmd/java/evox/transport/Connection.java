package evox.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection on which two processes exchange whole frames before any world exists. Nothing that comes in is trusted:
 * a frame is at most {@link #LONGEST} bytes, every read has a time limit, and the other side proves that it has the
 * token before it is listened to.
 */
public final class Connection implements AutoCloseable {

  /** Bytes of a frame. */
  public static final int LONGEST = 1 << 16;

  private static final long NAP_NANOS = 100_000;

  private final SocketChannel channel;
  private final Wire wire;

  private Connection(SocketChannel channel, Wire wire) {
    this.channel = channel;
    this.wire = wire;
  }

  /**
   * The listening side's end of a new connection.
   *
   * @throws IOException if the other side is not one of us; the connection is closed then
   */
  public static Connection accept(SocketChannel channel, Trust trust, int millis) throws IOException {
    return introduced(channel, trust, true, millis);
  }

  /**
   * Connects to a listening process.
   *
   * @throws IOException if there is none, or it is not one of us
   */
  public static Connection open(InetSocketAddress address, Trust trust, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, millis);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return introduced(channel, trust, false, millis);
  }

  private static Connection introduced(SocketChannel channel, Trust trust, boolean listening, int millis)
      throws IOException {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().setSoTimeout(millis);
      return new Connection(channel, new Introduction(channel, trust, listening).wire());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends a frame. */
  public void write(byte[] frame) throws IOException {
    if (frame.length > LONGEST) {
      throw new IllegalArgumentException("a frame must be at most " + LONGEST + " bytes, got length=" + frame.length);
    }
    wire.putAll(ByteBuffer.allocate(Integer.BYTES + frame.length).putInt(frame.length).put(frame).array());
  }

  /**
   * Receives a frame.
   *
   * @throws IOException if none comes in time, or one that is too long
   */
  public byte[] read() throws IOException {
    int length = ByteBuffer.wrap(wire.takeAll(Integer.BYTES)).getInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame must be at most " + LONGEST + " bytes, got length="
          + Integer.toUnsignedString(length) + " from " + channel.getRemoteAddress());
    }
    return wire.takeAll(length);
  }

  /** Whether the other side, which has nothing to say at the moment, has closed the connection. */
  public boolean isClosedByPeer() throws IOException {
    int before = channel.socket().getSoTimeout();
    try {
      channel.socket().setSoTimeout(1);
      return wire.take(ByteBuffer.allocate(1)) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      channel.socket().setSoTimeout(before);
    }
  }

  /** This side's address, as a number. */
  public String localAddress() {
    return channel.socket().getLocalAddress().getHostAddress();
  }

  /** The other side's address, as a number. */
  public String remoteAddress() {
    return channel.socket().getInetAddress().getHostAddress();
  }

  /** How long a read waits from now on. */
  public void setPatience(int millis) throws IOException {
    channel.socket().setSoTimeout(millis);
  }

  /** The way for bytes without frames, which never waits. No frame may be on its way any more. */
  public Wire unframed() throws IOException {
    channel.configureBlocking(false);
    return wire;
  }

  /** What it goes over, to wait for; its bytes are those of {@link #unframed} alone. */
  public SocketChannel channel() {
    return channel;
  }

  /** Whether what travels on it is hidden from others. */
  public boolean isSealed() {
    return wire instanceof TlsWire;
  }

  /** Tells the other side that no more will come; it may go on. */
  void sayNoMore() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** Takes whatever the other side still says, unread, until it says no more or the time has come. */
  void hearOut(long endNanos) {
    ByteBuffer rest = ByteBuffer.allocate(LONGEST);
    try {
      channel.configureBlocking(false);
      for (int count = 0; count >= 0 && System.nanoTime() < endNanos; count = channel.read(rest.clear())) {
        if (count == 0) LockSupport.parkNanos(NAP_NANOS);
      }
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
