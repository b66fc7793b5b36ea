package evox.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Takes one connection to a port of this machine, speaks TLS with both sides, with keys of his own, and passes all on. */
public final class ManInTheMiddle implements AutoCloseable {

  private final ServerSocketChannel door = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));

  public ManInTheMiddle(int target) throws IOException {
    Thread.ofVirtual().start(() -> {
      try (SocketChannel joiner = door.accept();
          SocketChannel host = SocketChannel.open(new InetSocketAddress("127.0.0.1", target))) {
        Wire left = new PlainWire(joiner);
        Wire right = new PlainWire(host);
        left.putAll(right.takeAll(4));
        right.putAll(left.takeAll(4));
        Wire towardsHost = TlsWire.shakeHands(host, Tls.ownKeys().engine(false));
        Wire towardsJoiner = TlsWire.shakeHands(joiner, Tls.ownKeys().engine(true));
        towardsJoiner.putAll(towardsHost.takeAll(32));
        towardsHost.putAll(towardsJoiner.takeAll(64));
        // What comes now is the answer to a proof, or the end.
        towardsJoiner.putAll(towardsHost.takeAll(32));
      } catch (IOException e) {
        // He has been found out.
      }
    });
  }

  /** Where he listens. */
  public int port() {
    return door.socket().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
