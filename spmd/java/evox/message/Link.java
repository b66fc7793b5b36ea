package evox.message;

import evox.transport.Connection;
import evox.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** A connection to another process, over which it, and those that are reached through it, are sent to. */
final class Link implements Carrier {

  /** Bytes moved by one call of the system; large enough for thousands of small messages. */
  private static final int BUFFER = 1 << 18;

  /** After a pause as long as this a message goes out at once; sooner, it is gathered with those that follow. */
  private static final long GATHER_NANOS = 50_000;

  private final Session session;
  private final long opener;
  private final Connection connection;
  private final Wire wire;
  private final Reactor reactor;
  private final Records records;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
  private final List<Session> carried = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<byte[]> forwarded = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile SelectionKey key;
  private volatile boolean dirty;
  private volatile boolean scheduled;
  private volatile boolean full;
  private volatile long written;
  private boolean ended;

  /** What is done with records, and with the end of the connection. */
  interface Records {

    /** One record, from its header's kind on. */
    void take(Carrier by, ByteBuffer record) throws IOException;

    void broken(Link link, IOException cause);
  }

  /** @param opener the incarnation of the process that opened the connection */
  Link(Session session, long opener, Connection connection, Reactor reactor, Records records) throws IOException {
    this.session = session;
    this.opener = opener;
    this.connection = connection;
    this.wire = connection.unframed();
    this.reactor = reactor;
    this.records = records;
    this.out.flip();
    this.carried.add(session);
  }

  /** The session with the process at the other end. */
  Session session() {
    return session;
  }

  /** The incarnation of the process that opened the connection. */
  long opener() {
    return opener;
  }

  /** All sessions whose records go this way: the other end's, and before it those of the processes behind it. */
  List<Session> carried() {
    return carried;
  }

  SocketChannel channel() {
    return connection.channel();
  }

  /** From now on it is read and written. */
  void attach(SelectionKey registered) throws IOException {
    key = registered;
    resume();
    // Of a sealed connection its first words may be here already, come with the last of the greeting.
    if (connection.isSealed()) read();
  }

  /** Whoever forwards has connections of its own, which may break. */
  @Override
  public boolean mayLose(Session carried) {
    return carried != session;
  }

  @Override
  public void wake(Session waiting) {
    waiting.stir();
    wake();
  }

  @Override
  public void forward(byte[] record) {
    forwarded.add(record);
    wake();
  }

  private void wake() {
    dirty = true;
    if (key == null || full || scheduled) return;
    if (System.nanoTime() - written > GATHER_NANOS) {
      write();
    } else {
      scheduled = true;
      reactor.flush(this);
    }
  }

  /** For the reactor: writes what there is. */
  void flush() {
    scheduled = false;
    if (!full) write();
  }

  /** For the reactor: the other side takes more. */
  void resume() {
    full = false;
    dirty = true;
    write();
  }

  /** Whoever holds the lock writes for all. */
  private void write() {
    while (dirty && writing.tryLock()) {
      try {
        if (ended) return;
        dirty = false;
        boolean more = true;
        while (more && !full) {
          more = fill();
          wire.put(out);
          full = out.hasRemaining();
        }
        if (full) reactor.awaitWritable(key);
        written = System.nanoTime();
      } catch (IOException e) {
        reactor.fail(this, e);
        return;
      } finally {
        writing.unlock();
      }
    }
  }

  /** Fills the buffer with what is waiting; returns whether that was not all. */
  private boolean fill() {
    out.compact();
    try {
      for (byte[] record = forwarded.peek(); record != null; record = forwarded.peek()) {
        if (out.remaining() < record.length) return true;
        out.put(forwarded.poll());
      }
      for (Session next : carried) {
        if (!next.settle()) continue;
        if (next.fill(out)) {
          next.stir();
          return true;
        }
      }
      return false;
    } finally {
      out.flip();
    }
  }

  /** For the reactor: reads what there is. */
  void read() throws IOException {
    int count;
    do {
      count = wire.take(in);
      if (count < 0) throw new EOFException("its connection closed");
      takeRecords();
      // What is opened already does not make the channel readable again.
    } while (connection.isSealed() && count > 0);
  }

  private void takeRecords() throws IOException {
    in.flip();
    while (in.remaining() >= Integer.BYTES) {
      int length = RecordFormat.length(in);
      if (in.remaining() < length) break;
      ByteBuffer record = in.slice(in.position(), length);
      in.position(in.position() + length);
      records.take(this, record);
    }
    in.compact();
  }

  /** For the reactor, which alone ends links. */
  void end(IOException cause) {
    // Nothing may be taken from a session for this link once another carries it.
    writing.lock();
    try {
      if (ended) return;
      ended = true;
      connection.close();
    } catch (IOException e) {
      // Closed or gone, it is the same from here.
    } finally {
      writing.unlock();
    }
    records.broken(this, cause);
  }
}
