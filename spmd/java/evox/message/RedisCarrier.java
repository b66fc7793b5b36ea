package evox.message;

import evox.transport.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Records by way of a Redis server, which forgets what it can't deliver at once. Each process listens to a channel of its
 * own and to one of all; one thread listens, one publishes.
 *
 * <p>What is published begins with a proof that its sender has the token: whoever else may use the server can neither
 * speak nor change a word.
 */
final class RedisCarrier implements Carrier, AutoCloseable {

  /** Kinds of what is published: who the sender is, records, why a process is not wanted. */
  private static final byte HELLO = 0;
  private static final byte RECORDS = 1;
  private static final byte REFUSAL = 2;

  private static final int PROOF_BYTES = 32;
  private static final int BUFFER = 1 << 16;

  /** Publications on their way before the server's answers are read. */
  private static final int PIPELINE = 64;
  private static final long HELLO_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_MILLIS = 50;

  /** What is published of no session's. */
  private record Letter(String channel, byte kind, byte[] body) {}

  /** What is done with what comes. */
  interface Incoming {

    /** A process has said who it is; returns why it is not wanted, or null. */
    String hello(RedisCarrier by, Peer peer);

    void take(Carrier by, ByteBuffer record) throws IOException;

    void refused(String why);
  }

  private final RedisClient client;
  private final Peer self;
  private final Token token;
  private final Sessions sessions;
  private final Incoming incoming;
  private final Consumer<String> say;
  private final String everybody;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Letter> letters = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Thread publisher = Thread.ofPlatform().daemon().name("evox-redis-out").unstarted(this::publish);
  private volatile boolean hears;
  private volatile boolean speaks;
  private volatile boolean closing;
  private volatile Connection in;
  private boolean dirty;

  /** @throws evox.world.JoinFailed if the server is not there, or does not let this process in */
  RedisCarrier(RedisServer server, Peer self, Token token, Sessions sessions, Incoming incoming,
      Consumer<String> say) {
    this.client = new RedisClient(server);
    this.self = self;
    this.token = token;
    this.sessions = sessions;
    this.incoming = incoming;
    this.say = say;
    // Runs with other tokens never meet.
    this.everybody = "evox:" + HexFormat.of().formatHex(token.seal("group", new byte[0]), 0, 8);
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
    return hears && speaks;
  }

  @Override
  public void wake(Session session) {
    session.stir();
    stir();
  }

  @Override
  public void forward(byte[] record) {
    send(RecordFormat.to(ByteBuffer.wrap(record)), RECORDS, record);
  }

  private void send(long incarnation, byte kind, byte[] body) {
    letters.add(new Letter(channel(incarnation), kind, body));
    stir();
  }

  private synchronized void stir() {
    dirty = true;
    notifyAll();
  }

  private String channel(long incarnation) {
    return everybody + ":" + HexFormat.of().toHexDigits(incarnation);
  }

  private void listen() {
    byte[] own = bytes(channel(self.incarnation()));
    while (!closing) {
      try (Connection connection = client.connect()) {
        in = connection;
        new Listener().proceed(connection, bytes(everybody), own);
      } catch (JedisException e) {
        // Said once by who publishes; this thread only comes back.
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
      restore();
      listening.countDown();
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
      byte[] body = message.length <= PROOF_BYTES ? new byte[0] : Arrays.copyOfRange(message, PROOF_BYTES, message.length);
      byte[] proof = token.seal(new String(channel, StandardCharsets.UTF_8), body);
      if (body.length == 0 || !Token.isSame(proof, Arrays.copyOf(message, PROOF_BYTES))) return;
      try {
        take(ByteBuffer.wrap(body));
      } catch (IOException | RuntimeException e) {
        // Whatever was in it that had to come comes again.
        say.accept("dropped a message: a holder of the token must speak as this process does, got " + e);
      }
    }
  }

  private void take(ByteBuffer body) throws IOException {
    switch (body.get()) {
      case HELLO -> {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        Peer peer = Peer.fromBytes(bytes);
        if (peer.equals(self)) return;
        String why = incoming.hello(this, peer);
        if (why != null) send(peer.incarnation(), REFUSAL, bytes(why));
      }
      case RECORDS -> {
        while (body.remaining() >= Integer.BYTES) {
          int length = RecordFormat.length(body);
          ByteBuffer record = body.slice(body.position(), length);
          body.position(body.position() + length);
          incoming.take(this, record);
        }
      }
      default -> incoming.refused(StandardCharsets.UTF_8.decode(body).toString());
    }
  }

  /** Something may have been lost meanwhile, both ways. */
  private void restore() {
    for (Session session : sessions.all()) if (session.carrier() == this) session.carry(this);
  }

  private void publish() {
    Connection out = null;
    long greeted = System.nanoTime() - HELLO_NANOS;
    while (awaitWork(greeted)) {
      try {
        if (out == null) {
          out = client.connect();
          speaks = true;
          restore();
          greeted = System.nanoTime() - HELLO_NANOS;
        }
        int sent = 0;
        if (System.nanoTime() - greeted >= HELLO_NANOS) {
          greeted = System.nanoTime();
          sent += send(out, everybody, HELLO, self.toBytes());
        }
        for (Letter next = letters.poll(); next != null; next = letters.poll()) {
          sent += send(out, next.channel, next.kind, next.body);
        }
        for (Session session : sessions.all()) {
          if (session.carrier() == this && session.settle()) sent += send(out, session);
        }
        out.getMany(sent);
      } catch (JedisException e) {
        speaks = false;
        drop(out);
        out = null;
        if (closing) return;
        pause();
      }
    }
    drop(out);
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

  /** Publishes what a session has, in several pieces if need be; returns how many answers are still to come. */
  private int send(Connection out, Session session) {
    String channel = channel(session.peer().incarnation());
    int sent = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = session.fill(buffer);
      if (buffer.position() > 0) sent += send(out, channel, RECORDS, Arrays.copyOf(buffer.array(), buffer.position()));
      if (sent < PIPELINE) continue;
      out.getMany(sent);
      sent = 0;
    }
    return sent;
  }

  private int send(Connection out, String channel, byte kind, byte[] body) {
    byte[] whole = new byte[1 + body.length];
    whole[0] = kind;
    System.arraycopy(body, 0, whole, 1, body.length);
    byte[] proof = token.seal(channel, whole);
    byte[] message = Arrays.copyOf(proof, PROOF_BYTES + whole.length);
    System.arraycopy(whole, 0, message, PROOF_BYTES, whole.length);
    out.sendCommand(Protocol.Command.PUBLISH, bytes(channel), message);
    return 1;
  }

  /** Disconnecting sends what is left, which fails as well where the server has gone. */
  private static void drop(Connection connection) {
    try {
      if (connection != null) connection.disconnect();
    } catch (JedisException e) {
      // It is gone, then.
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
    synchronized (this) {
      notifyAll();
    }
    try {
      publisher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    drop(in);
  }
}
