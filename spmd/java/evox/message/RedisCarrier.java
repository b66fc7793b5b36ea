package evox.message;

import evox.transport.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Records by way of a Redis server, which forgets what it can't deliver at once. Each process listens to a channel of its
 * own and to one of all; one thread listens, one publishes.
 */
final class RedisCarrier implements Carrier, AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  /** What is done with what comes. */
  interface Incoming {

    /** A process has said who it is; returns why it is not wanted, or null. */
    String hello(RedisCarrier by, Peer peer);

    void take(Carrier by, ByteBuffer record) throws IOException;

    void refused(String why);
  }

  private final RedisClient client;
  private final Peer self;
  private final Publications publications;
  private final Sessions sessions;
  private final Incoming incoming;
  private final Consumer<String> say;
  private final RedisPublisher publisher;
  private final CountDownLatch listening = new CountDownLatch(1);
  private volatile boolean hears;
  private volatile boolean closing;
  private volatile Connection in;

  /** @throws evox.world.JoinFailed if the server is not there, or does not let this process in */
  RedisCarrier(RedisServer server, Peer self, Token token, Sessions sessions, Incoming incoming,
      Consumer<String> say) {
    this.client = new RedisClient(server);
    this.self = self;
    this.publications = new Publications(token);
    this.sessions = sessions;
    this.incoming = incoming;
    this.say = say;
    this.publisher = new RedisPublisher(client, publications, self, sessions, this);
    client.check();
  }

  /** Returns when the others are heard. */
  void open(Duration patience) throws InterruptedException {
    publisher.start();
    Thread.ofPlatform().daemon().name("evox-redis-in").start(this::listen);
    if (listening.await(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
    close();
    throw client.failed("no subscription within " + patience.toSeconds() + " s");
  }

  @Override
  public boolean mayLose(Session session) {
    return true;
  }

  @Override
  public boolean isUp() {
    return hears && publisher.isUp();
  }

  @Override
  public void wake(Session session) {
    session.stir();
    publisher.stir();
  }

  @Override
  public void forward(byte[] record) {
    publisher.send(RecordFormat.to(ByteBuffer.wrap(record)), Publications.RECORDS, record);
  }

  private void listen() {
    byte[] own = bytes(publications.channel(self.incarnation()));
    while (!closing) {
      try (Connection connection = client.connect()) {
        in = connection;
        new Listener().proceed(connection, bytes(publications.everybody()), own);
      } catch (JedisException e) {
        // The server is away, or was not there yet: this thread only comes back.
      }
      hears = false;
      pause();
    }
  }

  private final class Listener extends BinaryJedisPubSub {

    @Override
    public void onSubscribe(byte[] channel, int channels) {
      if (channels < 2) return;
      hears = true;
      // What was published meanwhile is lost.
      sessions.restore(RedisCarrier.this);
      listening.countDown();
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
      ByteBuffer said = publications.open(channel, message);
      if (said == null) return;
      try {
        take(said);
      } catch (IOException | RuntimeException e) {
        // Whatever was in it that had to come comes again.
        say.accept("dropped a message: a holder of the token must speak as this process does, got " + e);
      }
    }
  }

  private void take(ByteBuffer said) throws IOException {
    switch (said.get()) {
      case Publications.HELLO -> {
        byte[] bytes = new byte[said.remaining()];
        said.get(bytes);
        Peer peer = Peer.fromBytes(bytes);
        if (peer.equals(self)) return;
        String why = incoming.hello(this, peer);
        if (why != null) publisher.send(peer.incarnation(), Publications.REFUSAL, bytes(why));
      }
      case Publications.RECORDS -> {
        while (said.remaining() >= Integer.BYTES) {
          int length = RecordFormat.length(said);
          ByteBuffer record = said.slice(said.position(), length);
          said.position(said.position() + length);
          incoming.take(this, record);
        }
      }
      default -> incoming.refused(StandardCharsets.UTF_8.decode(said).toString());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  /** Ends after what there is has been published. */
  @Override
  public void close() {
    closing = true;
    publisher.close();
    RedisClient.drop(in);
  }
}
