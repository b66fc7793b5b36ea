package evox.world;

import evox.transport.Connection;
import evox.transport.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where processes come in. Each is heard on a thread of its own, so that one that says nothing, or garbage, holds up
 * nobody.
 */
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

  /** A process has so long to prove itself; the bytes are few. */
  private static final int HEARING_MILLIS = 5000;

  private final ServerSocketChannel channel;
  private final Trust trust;
  private final Consumer<String> say;
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private volatile String closedBecause;

  Door(ServerSocketChannel channel, Trust trust, Consumer<String> say) {
    this.channel = channel;
    this.trust = trust;
    this.say = say;
    Thread.ofPlatform().daemon().name("evox-door").start(this::open);
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

  private void open() {
    while (true) {
      try {
        SocketChannel comer = channel.accept();
        Thread.ofVirtual().start(() -> hear(comer));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        say.accept("the door must accept connections, got " + e);
        return;
      }
    }
  }

  private void hear(SocketChannel comer) {
    try {
      Connection connection = Connection.accept(comer, trust, HEARING_MILLIS);
      Arrival arrival = new Arrival(connection, Member.fromBytes(connection.read()));
      if (closedBecause != null) arrival.refuse(closedBecause);
      else arrivals.add(arrival);
    } catch (IOException e) {
      say.accept("dropped a connection: " + (e.getMessage() == null ? "it ended before it said who it is" : e.getMessage()));
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
