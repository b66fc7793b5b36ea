package evox.message;

import evox.transport.Acceptor;
import evox.transport.Connection;
import evox.transport.Trust;
import evox.world.JoinFailed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;

/** Where other processes connect. */
final class Entrance implements AutoCloseable {

  /** What is done with a connection whose other end has the token; it throws if that was for nothing. */
  interface Guest {
    void enter(Connection connection, Peer peer) throws IOException;
  }

  private final ServerSocketChannel channel;
  private final Trust trust;
  private final Consumer<String> say;

  /** Listens at once; who comes is let in from {@link #open} on. */
  Entrance(MessengerSettings settings) {
    this.trust = settings.trust();
    this.say = settings.say();
    String address = settings.address();
    try {
      channel = ServerSocketChannel.open();
      channel.bind(address == null ? new InetSocketAddress(settings.port())
          : new InetSocketAddress(address, settings.port()));
    } catch (IOException e) {
      throw new JoinFailed("the port to listen at must be free, got port=" + settings.port() + " of address="
          + (address == null ? "any" : address) + ": " + e.getMessage(), e);
    }
  }

  int port() {
    return channel.socket().getLocalPort();
  }

  void open(Guest guest) {
    Acceptor.start("evox-entrance", channel, trust, connection -> {
      Peer peer = Peer.fromBytes(connection.read());
      guest.enter(connection, peer.host().isEmpty() ? peer.at(connection.remoteAddress()) : peer);
    }, say);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The port is given back with the process at the latest.
    }
  }
}
