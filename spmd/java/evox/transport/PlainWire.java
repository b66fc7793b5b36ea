package evox.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
record PlainWire(SocketChannel channel) implements Wire {

  @Override
  public int put(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public int take(ByteBuffer bytes) throws IOException {
    return Wire.read(channel, bytes);
  }
}
