package evox.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;

/**
 * A connection on which two processes exchange whole frames before any world exists. Nothing that comes in is trusted:
 * a frame is at most {@link #LONGEST} bytes, every read has a time limit, and the other side proves that it has the
 * token before it is listened to.
 */
public final class Connection implements AutoCloseable {

  /** Bytes of a frame. */
  public static final int LONGEST = 1 << 16;

  private static final int MAGIC = 0x45564F31;

  private final SocketChannel channel;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Connection(SocketChannel channel, int millis) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.socket().setSoTimeout(millis);
    this.in = new DataInputStream(channel.socket().getInputStream());
    this.out = new DataOutputStream(channel.socket().getOutputStream());
  }

  /**
   * The listening side's end of a new connection.
   *
   * @throws IOException if the other side is not one of us; the connection is closed then
   */
  public static Connection accept(SocketChannel channel, Token token, int millis) throws IOException {
    return proven(channel, millis, connection -> {
      byte[] challenge = Token.nonce();
      connection.out.writeInt(MAGIC);
      connection.out.write(challenge);
      byte[] answer = connection.bytes(Token.NONCE_BYTES);
      connection.requireProof(token.proof("joiner", challenge, answer));
      connection.out.write(token.proof("host", challenge, answer));
    });
  }

  /**
   * Connects to a listening process.
   *
   * @throws IOException if there is none, or it is not one of us
   */
  public static Connection open(InetSocketAddress address, Token token, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, millis);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return proven(channel, millis, connection -> {
      if (connection.greeting() != MAGIC) {
        throw new IOException("an evox-spmd process must listen at " + address + ", got something else there");
      }
      byte[] challenge = connection.bytes(Token.NONCE_BYTES);
      byte[] answer = Token.nonce();
      connection.out.write(answer);
      connection.out.write(token.proof("joiner", challenge, answer));
      try {
        connection.requireProof(token.proof("host", challenge, answer));
      } catch (EOFException e) {
        throw new WrongToken("both processes must have the same token, got a refusal from " + address + "; set "
            + Token.VARIABLE + " or " + Token.FILE_VARIABLE + " alike on both sides");
      }
    });
  }

  private interface Proof {
    void exchange(Connection connection) throws IOException;
  }

  private static Connection proven(SocketChannel channel, int millis, Proof proof) throws IOException {
    try {
      Connection connection = new Connection(channel, millis);
      proof.exchange(connection);
      return connection;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void requireProof(byte[] expected) throws IOException {
    if (!MessageDigest.isEqual(bytes(expected.length), expected)) {
      throw new WrongToken("both processes must have the same token, got another one from "
          + channel.getRemoteAddress() + "; set " + Token.VARIABLE + " or " + Token.FILE_VARIABLE
          + " alike on both sides");
    }
  }

  /** What the listening side says first; a server of another kind waits for the other side's words. */
  private int greeting() throws IOException {
    try {
      return in.readInt();
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  /** Sends a frame. */
  public void write(byte[] frame) throws IOException {
    if (frame.length > LONGEST) {
      throw new IllegalArgumentException("a frame must be at most " + LONGEST + " bytes, got length=" + frame.length);
    }
    byte[] whole = new byte[Integer.BYTES + frame.length];
    ByteBuffer.wrap(whole).putInt(frame.length).put(frame);
    out.write(whole);
  }

  /**
   * Receives a frame.
   *
   * @throws IOException if none comes in time, or one that is too long
   */
  public byte[] read() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame must be at most " + LONGEST + " bytes, got length="
          + Integer.toUnsignedString(length) + " from " + channel.getRemoteAddress());
    }
    return bytes(length);
  }

  /** Whether the other side, which has nothing to say at the moment, has closed the connection. */
  public boolean isClosedByPeer() throws IOException {
    int before = channel.socket().getSoTimeout();
    try {
      channel.socket().setSoTimeout(1);
      return in.read() < 0;
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

  /** The channel, to be used for something else from now on. */
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
