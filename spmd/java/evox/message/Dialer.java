package evox.message;

import evox.transport.Connection;
import evox.transport.Untrusted;
import evox.world.JoinFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Connects to listening processes, and again after a connection broke. */
final class Dialer {

  private static final int ANSWER_MILLIS = 5000;
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LAST_PAUSE_MILLIS = 160;
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** A connection, and what the other side said of itself. */
  record Answer(Connection connection, Greeting greeting) {}

  private final MessengerSettings settings;
  private final Peer self;

  Dialer(MessengerSettings settings, Peer self) {
    this.settings = settings;
    this.self = self;
  }

  /** Connects to a process that may start later. */
  Answer dial(String host, int port) {
    long begun = System.nanoTime();
    long noticed = begun;
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LAST_PAUSE_MILLIS)) {
      try {
        return once(host, port);
      } catch (Untrusted | Greeting.Refused e) {
        throw new JoinFailed(e.getMessage(), e);
      } catch (IOException | UnresolvedAddressException e) {
        long now = System.nanoTime();
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        if (now - begun > settings.patience().toNanos()) {
          throw new JoinFailed("a process must listen at " + host + ":" + port + " within "
              + settings.patience().toSeconds() + " s, got " + reason + " at process=" + self.name(), e);
        }
        if (now - noticed > NOTICE_NANOS) {
          noticed = now;
          settings.say().accept("waiting for a process at " + host + ":" + port + ", "
              + TimeUnit.NANOSECONDS.toSeconds(now - begun) + " s so far: " + reason);
        }
        pause(pause);
      }
    }
  }

  /**
   * Connects again to a process that was there, for as long as it is wanted.
   *
   * @return null if it is not wanted any more
   * @throws IOException if it is there no more
   */
  Answer redial(Peer peer, BooleanSupplier wanted) throws IOException {
    for (long pause = FIRST_PAUSE_MILLIS; wanted.getAsBoolean(); pause = Math.min(2 * pause, LAST_PAUSE_MILLIS)) {
      try {
        return once(peer.host(), peer.port());
      } catch (Untrusted | Greeting.Refused | ConnectException e) {
        // A port is refused when nobody listens any more: the process has ended.
        throw e;
      } catch (IOException | UnresolvedAddressException e) {
        pause(pause);
      }
    }
    return null;
  }

  private Answer once(String host, int port) throws IOException {
    Connection connection = Connection.open(new InetSocketAddress(host, port), settings.trust(), ANSWER_MILLIS);
    try {
      connection.write(self.toBytes());
      return new Answer(connection, Greeting.read(connection));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailed("connecting must not be interrupted, got " + e, e);
    }
  }
}
