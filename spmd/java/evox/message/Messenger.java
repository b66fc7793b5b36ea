package evox.message;

import evox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.List;

/**
 * One process's end of an exchange of messages with others. A message is delivered exactly once, each channel's in the
 * order of each sender, however often connections break and come back; it is given up only with the process that it is
 * for. Channels don't hold up one another.
 *
 * <p>All methods may be called from any thread.
 */
public final class Messenger implements AutoCloseable {

  /** Channels between any two processes, numbered from 0. */
  public static final int CHANNELS = 16;

  /** Bytes of a message. */
  public static final int LONGEST = 1 << 29;

  private static final int BEATS = 10;
  private static final long SLOWEST_BEAT_NANOS = 250_000_000;

  private final MessengerSettings settings;
  private final Peer self;
  private final Deliveries deliveries = new Deliveries();
  private final Sessions sessions;
  private final Reactor reactor;
  private final Exchange exchange;
  private final AutoCloseable way;
  private boolean closed;

  private Messenger(MessengerSettings settings, RedisServer redis) throws IOException, InterruptedException {
    if (redis != null && !redis.tls() && settings.trust().tls() != null) {
      throw new IllegalArgumentException("--tls must have a Redis server that hides what goes through it, got redis="
          + redis + "; use rediss://, or leave out --tls");
    }
    this.settings = settings;
    Entrance entrance = redis == null ? new Entrance(settings) : null;
    this.self = new Peer(settings.name(), new SecureRandom().nextLong(), settings.labels(),
        settings.address() == null ? "" : settings.address(), entrance == null ? 0 : entrance.port());
    this.sessions = new Sessions(self, deliveries);
    this.reactor = new Reactor(Math.min(settings.deadline().toNanos() / BEATS, SLOWEST_BEAT_NANOS), this::beat,
        this::fail);
    this.exchange = new Exchange(settings, self, sessions, reactor);
    RedisCarrier carrier = redis == null ? null
        : new RedisCarrier(redis, self, settings.trust().token(), sessions, exchange, settings.say());
    this.way = redis == null ? entrance : carrier;
    reactor.start();
    if (redis == null) entrance.open(exchange::enter);
    else carrier.open(settings.patience());
  }

  /**
   * Listens, from now on until it is closed.
   *
   * @throws evox.world.JoinFailed if the port is not free
   */
  public static Messenger open(MessengerSettings settings) {
    return open(settings, null);
  }

  /**
   * Talks through a Redis server with all who do with the same token, and needs no connection to any of them.
   *
   * @throws evox.world.JoinFailed if the server is not there, or does not let this process in
   * @throws IllegalArgumentException if words are to be hidden, and the server has no TLS
   */
  public static Messenger open(MessengerSettings settings, RedisServer redis) {
    try {
      return new Messenger(settings, redis);
    } catch (IOException e) {
      throw new UncheckedIOException("the system must let processes connect, got " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("opening a messenger must not be interrupted, got " + e, e);
    }
  }

  /**
   * Connects all processes of a world, which all call this. Each is named by its rank: {@code "0"}, {@code "1"}, …
   * Nothing has to be configured; the processes prove themselves by a secret that they share out through the world.
   */
  public static Messenger of(World world, String... labels) {
    return WorldMessenger.open(world, List.of(labels));
  }

  private void beat() {
    exchange.beat();
  }

  private void fail(Throwable thrown) {
    exchange.fail(thrown);
  }

  /** This process, as the others know it. */
  public Peer self() {
    return self;
  }

  /** The others that can be sent to now, by name. */
  public List<Peer> peers() {
    return sessions.all().stream().map(Session::peer).toList();
  }

  /**
   * Connects to a process, which may start later, and to all those that it is connected to; returns when that is done.
   *
   * @throws evox.world.JoinFailed if it does not listen within the patience, has another token, or will not have this one
   */
  public void connect(String host, int port) {
    exchange.connect(host, port);
  }

  /** As {@link #connect(String, int)}, with an address as {@code host:port}. */
  public void connect(String address) {
    int colon = address.lastIndexOf(':');
    try {
      if (colon > 0) {
        connect(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        return;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException("an address must be given as host:port, got address=" + address);
  }

  /** Connects to a process, and to no other. */
  void meet(String host, int port) {
    exchange.meet(host, port);
  }

  /** Waits until so many others can be sent to; returns whether they can, within the patience. */
  public boolean await(int others) {
    try {
      return sessions.await(others, settings.patience().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting for other processes must not be interrupted, got " + e, e);
    }
  }

  /** Waits until all others have left or are lost: for one that forwards, without which they could not talk. */
  public void awaitAlone() {
    try {
      sessions.awaitNone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting for other processes must not be interrupted, got " + e, e);
    }
  }

  /** Says from now on who comes and goes, beginning with those that are there. */
  public void watch(PeerWatcher watcher) {
    sessions.watch(watcher);
  }

  /** Has a channel's messages received, those that have come already first. Each channel has one receiver. */
  public void receive(int channel, Receiver receiver) {
    deliveries.of(checked(channel)).start(receiver);
  }

  /** Sends a message; see {@link #send(Peer, int, MemorySegment)}. */
  public void send(Peer to, int channel, byte[] message) {
    send(to, channel, MemorySegment.ofArray(message));
  }

  /**
   * Sends a message. Returns when it is on its way and its bytes may be changed; waits while the other side is 4 MiB
   * behind on this channel, except when a receiver sends, since two that wait for each other would wait for ever.
   *
   * @throws PeerGone if the process has left or is lost
   */
  public void send(Peer to, int channel, MemorySegment message) {
    awaitRoom(to, channel);
    sendAtOnce(to, channel, message);
  }

  /** Waits while a process is 4 MiB behind on a channel, unless a receiver calls. */
  public void awaitRoom(Peer to, int channel) {
    Session session = sessions.find(to.incarnation());
    if (session != null && !deliveries.isOnOwnThread()) session.awaitRoom(checked(channel));
  }

  /**
   * As {@link #send}, but never waits: for threads that others wait for. What the other side does not take is kept here.
   *
   * @throws PeerGone if the process has left or is lost
   */
  public void sendAtOnce(Peer to, int channel, MemorySegment message) {
    if (message.byteSize() > LONGEST) {
      throw new IllegalArgumentException("a message must be at most " + LONGEST + " bytes, got bytes="
          + message.byteSize());
    }
    Session session = sessions.find(to.incarnation());
    if (session == null) throw new PeerGone(to, to + ", which has left or is lost");
    session.send(checked(channel), message);
  }

  private static int checked(int channel) {
    if (channel >= 0 && channel < CHANNELS) return channel;
    throw new IllegalArgumentException("channel must be in [0, " + CHANNELS + "), got channel=" + channel);
  }

  /** Leaves in order: returns when the others have all that was sent to them, and what came has been received here. */
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    try {
      String missing = exchange.close();
      deliveries.close(settings.patience().toMillis());
      if (!missing.isEmpty()) settings.say().accept("a process must take what it is sent, got none of " + missing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      way.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a messenger must not fail, got " + e, e);
    }
    reactor.close();
    sessions.close();
  }
}
