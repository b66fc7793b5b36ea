package evox.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Bytes to and from one other process over a channel. While the channel blocks, so do these, to read no longer than its
 * socket's timeout; afterwards they never wait. One thread may put while another takes.
 */
public sealed interface Wire permits PlainWire, TlsWire {

  /**
   * Puts bytes on their way, and moves the position past those that have gone. The others are to be put again.
   *
   * @return how many have gone
   */
  int put(ByteBuffer bytes) throws IOException;

  /**
   * Takes bytes that have come, and moves the position past them.
   *
   * @return how many, or -1 if no more will come
   */
  int take(ByteBuffer bytes) throws IOException;

  /** Puts all of the bytes; for a channel that blocks. */
  default void putAll(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) put(left);
  }

  /** Takes so many bytes; for a channel that blocks. */
  default byte[] takeAll(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) if (take(bytes) < 0) throw new EOFException();
    return bytes.array();
  }

  /** Reads from a channel, into an array if it blocks: such a channel's own reads know no timeout, its socket's do. */
  static int read(SocketChannel channel, ByteBuffer bytes) throws IOException {
    if (!channel.isBlocking()) return channel.read(bytes);
    int count = channel.socket().getInputStream().read(bytes.array(), bytes.arrayOffset() + bytes.position(),
        bytes.remaining());
    if (count > 0) bytes.position(bytes.position() + count);
    return count;
  }
}
