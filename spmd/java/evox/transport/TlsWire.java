package evox.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Bytes sealed by TLS. What has been sealed counts as gone only when the socket has taken all of it: were it counted
 * before, nobody would push the rest on, and the other side would wait for ever.
 */
final class TlsWire implements Wire {

  /** Sealed bytes handed to the socket at once: several records, so that the kernel is called seldom. */
  private static final int OUTGOING = 1 << 17;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final int record;
  private final ByteBuffer outgoing = ByteBuffer.allocate(OUTGOING).flip();
  private final ByteBuffer incoming;
  private final ByteBuffer opened;
  private int sealed;

  private TlsWire(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    this.record = engine.getSession().getPacketBufferSize();
    this.incoming = ByteBuffer.allocate(record).flip();
    this.opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  /** Agrees on keys with the other side; the channel blocks meanwhile. */
  static TlsWire shakeHands(SocketChannel channel, SSLEngine engine) throws IOException {
    TlsWire wire = new TlsWire(channel, engine);
    try {
      wire.shakeHands();
      return wire;
    } catch (SSLException e) {
      wire.refuse();
      throw e;
    }
  }

  /** Lets the other side hear why: what it still says must be read, or closing would take the last word back. */
  private void refuse() throws IOException {
    answer();
    channel.shutdownOutput();
    ByteBuffer rest = ByteBuffer.allocate(OUTGOING);
    try {
      while (rest.hasRemaining() && Wire.read(channel, rest) >= 0) continue;
    } catch (IOException e) {
      // It has gone already, or says no more.
    }
  }

  private void shakeHands() throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> answer();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (open(opened) < 0) throw new EOFException();
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  @Override
  public synchronized int put(ByteBuffer bytes) throws IOException {
    int gone = 0;
    while (flush()) {
      bytes.position(bytes.position() + sealed);
      gone += sealed;
      sealed = 0;
      if (!bytes.hasRemaining()) break;
      seal(bytes.duplicate());
    }
    return gone;
  }

  /** Whether the socket has taken all that was sealed. */
  private boolean flush() throws IOException {
    if (outgoing.hasRemaining()) channel.write(outgoing);
    return !outgoing.hasRemaining();
  }

  private void seal(ByteBuffer bytes) throws IOException {
    outgoing.clear();
    do {
      SSLEngineResult result = engine.wrap(bytes, outgoing);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) throw new EOFException();
      sealed += result.bytesConsumed();
    } while (bytes.hasRemaining() && outgoing.remaining() >= record);
    outgoing.flip();
  }

  /** Sends what TLS itself has to say, once there is room for it. */
  private synchronized void answer() throws IOException {
    if (!flush()) return;
    outgoing.clear();
    engine.wrap(NOTHING, outgoing);
    outgoing.flip();
    flush();
  }

  @Override
  public int take(ByteBuffer bytes) throws IOException {
    while (!opened.hasRemaining()) {
      // A whole record may come at once, so that a short segment is filled by way of another.
      boolean direct = bytes.remaining() >= opened.capacity();
      int before = bytes.position();
      int came = open(direct ? bytes : opened);
      if (bytes.position() > before) return bytes.position() - before;
      if (came <= 0) return came;
    }
    int count = Math.min(bytes.remaining(), opened.remaining());
    bytes.put(opened.slice(opened.position(), count));
    opened.position(opened.position() + count);
    return count;
  }

  /** Opens one record, or reads more of it. Returns -1 at the end, 0 if nothing has come, and 1 else. */
  private int open(ByteBuffer target) throws IOException {
    if (target == opened) opened.clear();
    SSLEngineResult result;
    try {
      result = engine.unwrap(incoming, target);
    } finally {
      if (target == opened) opened.flip();
    }
    return switch (result.getStatus()) {
      case CLOSED -> -1;
      case BUFFER_UNDERFLOW -> Integer.signum(read());
      default -> {
        if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) runTasks();
        if (result.getHandshakeStatus() != SSLEngineResult.HandshakeStatus.NEED_WRAP) yield 1;
        answer();
        // Where the socket takes no more, the answer has to wait, and so has what comes after the question.
        yield engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP ? 0 : 1;
      }
    };
  }

  private int read() throws IOException {
    incoming.compact();
    try {
      return Wire.read(channel, incoming);
    } finally {
      incoming.flip();
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) task.run();
  }
}
