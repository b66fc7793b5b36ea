package evox.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** The thread that publishes what the sessions of a {@link RedisCarrier} have to say, and again and again who it is. */
final class RedisPublisher implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** Publications on their way before the server's answers are read. */
  private static final int PIPELINE = 64;
  private static final long HELLO_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_MILLIS = 50;

  /** What is published of no session's. */
  private record Letter(String channel, byte kind, byte[] body) {}

  private final RedisClient client;
  private final Publications publications;
  private final Peer self;
  private final Sessions sessions;
  private final Carrier carrier;
  private final ConcurrentLinkedQueue<Letter> letters = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Thread thread = Thread.ofPlatform().daemon().name("evox-redis-out").unstarted(this::run);
  private volatile boolean isUp;
  private boolean closing;
  private boolean dirty;

  /** @param carrier whose sessions are asked what they have to say */
  RedisPublisher(RedisClient client, Publications publications, Peer self, Sessions sessions, Carrier carrier) {
    this.client = client;
    this.publications = publications;
    this.self = self;
    this.sessions = sessions;
    this.carrier = carrier;
  }

  void start() {
    thread.start();
  }

  /** Whether the server takes what is published, as far as is known. */
  boolean isUp() {
    return isUp;
  }

  /** A session may have something to say. */
  synchronized void stir() {
    dirty = true;
    notifyAll();
  }

  /** Publishes what is no session's, to one process; it may get lost. */
  void send(long incarnation, byte kind, byte[] body) {
    letters.add(new Letter(publications.channel(incarnation), kind, body));
    stir();
  }

  private void run() {
    Connection out = null;
    long greeted = System.nanoTime() - HELLO_NANOS;
    while (awaitWork(greeted)) {
      try {
        if (out == null) {
          out = client.connect();
          isUp = true;
          sessions.restore(carrier);
          greeted = System.nanoTime() - HELLO_NANOS;
        }
        int sent = 0;
        if (System.nanoTime() - greeted >= HELLO_NANOS) {
          greeted = System.nanoTime();
          sent += publish(out, publications.everybody(), Publications.HELLO, self.toBytes());
        }
        for (Letter next = letters.poll(); next != null; next = letters.poll()) {
          sent += publish(out, next.channel, next.kind, next.body);
        }
        for (Session session : sessions.carriedBy(carrier)) if (session.settle()) sent += publish(out, session);
        out.getMany(sent);
      } catch (JedisException e) {
        isUp = false;
        RedisClient.drop(out);
        out = null;
        if (!awaitNextTry()) return;
      }
    }
    RedisClient.drop(out);
  }

  /** Waits until there is something to publish; false when there will be nothing. */
  private synchronized boolean awaitWork(long greeted) {
    try {
      while (!dirty && !closing) {
        long left = TimeUnit.NANOSECONDS.toMillis(greeted + HELLO_NANOS - System.nanoTime());
        if (left <= 0) return true;
        wait(left);
      }
    } catch (InterruptedException e) {
      return false;
    }
    boolean work = dirty;
    dirty = false;
    return work;
  }

  /** After a failure; false when it is the last one. */
  private synchronized boolean awaitNextTry() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    try {
      for (long left = PAUSE_MILLIS; left > 0 && !closing; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !closing;
  }

  /** Publishes what a session has, in several pieces if need be; returns how many answers are still to come. */
  private int publish(Connection out, Session session) {
    String channel = publications.channel(session.peer().incarnation());
    int sent = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = session.fill(buffer);
      if (buffer.position() > 0) {
        sent += publish(out, channel, Publications.RECORDS, Arrays.copyOf(buffer.array(), buffer.position()));
      }
      if (sent < PIPELINE) continue;
      out.getMany(sent);
      sent = 0;
    }
    return sent;
  }

  private int publish(Connection out, String channel, byte kind, byte[] body) {
    out.sendCommand(Protocol.Command.PUBLISH, channel.getBytes(StandardCharsets.UTF_8),
        publications.seal(channel, kind, body));
    return 1;
  }

  /** Ends after what there is has been published. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
