package evox.world;

import evox.transport.Acceptor;
import evox.transport.Connection;
import evox.transport.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Where processes come in. */
final class Door implements AutoCloseable {

  /** A process that has proved that it has the token, and has said who it is. */
  record Arrival(Connection connection, Member member) {

    /** Tells it why it can't come in. */
    void refuse(String why) {
      byte[] text = why.getBytes(StandardCharsets.UTF_8);
      try (connection) {
        connection.write(ByteBuffer.allocate(1 + text.length).put(Rendezvous.REFUSED).put(text).array());
      } catch (IOException e) {
        // It has gone already.
      }
    }
  }

  private final ServerSocketChannel channel;
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private volatile String closedBecause;

  Door(ServerSocketChannel channel, Trust trust, Consumer<String> say) {
    this.channel = channel;
    Acceptor.start("evox-door", channel, trust, this::hear, say);
  }

  /** The next who came, or null if nobody did in time. */
  Arrival next(long nanos) {
    try {
      return arrivals.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailed("waiting for the others must not be interrupted, got " + e, e);
    }
  }

  /** From now on everybody is told this. */
  void keepClosed(String why) {
    closedBecause = why;
    for (Arrival late = arrivals.poll(); late != null; late = arrivals.poll()) late.refuse(why);
  }

  private void hear(Connection connection) throws IOException {
    Arrival arrival = new Arrival(connection, Member.fromBytes(connection.read()));
    if (closedBecause != null) arrival.refuse(closedBecause);
    else arrivals.add(arrival);
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
