package evox.message;

import evox.transport.Connection;
import evox.transport.Trust;
import evox.world.JoinFailed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** Where other processes connect. Each is heard on a thread of its own, so that a silent one holds up nobody. */
final class Entrance implements AutoCloseable {

  /** A process has so long to prove itself; the bytes are few. */
  private static final int HEARING_MILLIS = 5000;

  /** After this the system may have room for another connection again. */
  private static final long PAUSE_MILLIS = 100;

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
    Thread.ofPlatform().daemon().name("evox-entrance").start(() -> acceptAll(channel::accept,
        comer -> Thread.ofVirtual().start(() -> hear(comer, guest)), say));
  }

  /** Where those who come are waited for. */
  interface Gate {
    SocketChannel accept() throws IOException;
  }

  /** Lets in all who come until the gate is closed; where the system does not let one in, tries again. */
  static void acceptAll(Gate gate, Consumer<SocketChannel> comers, Consumer<String> say) {
    boolean told = false;
    while (true) {
      try {
        comers.accept(gate.accept());
        told = false;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        if (!told) say.accept("connections must be accepted, got " + e.getMessage() + "; trying again until they are");
        told = true;
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; it ends with its channel.
    }
  }

  private void hear(SocketChannel comer, Guest guest) {
    try {
      Connection connection = Connection.accept(comer, trust, HEARING_MILLIS);
      Peer peer = Peer.fromBytes(connection.read());
      guest.enter(connection, peer.host().isEmpty() ? peer.at(connection.remoteAddress()) : peer);
    } catch (IOException e) {
      if (channel.isOpen()) {
        say.accept("dropped a connection: "
            + (e.getMessage() == null ? "it ended before it said who it is" : e.getMessage()));
      }
      try {
        comer.close();
      } catch (IOException alreadyGone) {
        // Nothing is left to do for it.
      }
    }
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
