package evox.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread that reads all links, writes what senders have left to it, and beats. */
final class Reactor implements AutoCloseable {

  private final Selector selector;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final long beatNanos;
  private final Runnable beat;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private volatile boolean sleeping;

  /**
   * @param beat what is done so often
   * @param failed hears what was thrown here that no connection is to blame for
   */
  Reactor(long beatNanos, Runnable beat, Consumer<Throwable> failed) throws IOException {
    this.selector = Selector.open();
    this.beatNanos = beatNanos;
    this.beat = beat;
    this.failed = failed;
    this.thread = Thread.ofPlatform().daemon().name("evox-messages").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has a link read and written from now on. */
  void add(Link link) {
    execute(() -> {
      try {
        link.attach(link.channel().register(selector, SelectionKey.OP_READ, link));
      } catch (IOException e) {
        link.end(e);
      }
    });
  }

  /** Writes what a link has, soon. */
  void flush(Link link) {
    execute(link::flush);
  }

  /** Writes the rest of what a link has when it takes more. */
  void awaitWritable(SelectionKey key) {
    try {
      key.interestOpsOr(SelectionKey.OP_WRITE);
      if (Thread.currentThread() != thread) selector.wakeup();
    } catch (CancelledKeyException e) {
      // The link has ended meanwhile.
    }
  }

  void fail(Link link, IOException cause) {
    execute(() -> link.end(cause));
  }

  /** Does something on the reactor's thread. */
  void execute(Runnable task) {
    tasks.add(task);
    if (sleeping) selector.wakeup();
  }

  private void run() {
    long next = System.nanoTime() + beatNanos;
    try {
      while (selector.isOpen()) {
        sleeping = true;
        long wait = tasks.isEmpty() ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime())) : 0;
        if (wait == 0) selector.selectNow(this::serve);
        else selector.select(this::serve, wait);
        sleeping = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) guard(task);
        if (System.nanoTime() >= next) {
          guard(beat);
          next = System.nanoTime() + beatNanos;
        }
      }
    } catch (ClosedSelectorException e) {
      // That is how it ends.
    } catch (IOException e) {
      failed.accept(e);
      throw new UncheckedIOException("the system must tell which connections have something, got " + e, e);
    }
  }

  /** Nothing may end this thread: all others wait for what it brings, and it alone finds out that nothing comes. */
  private void guard(Runnable task) {
    try {
      task.run();
    } catch (ClosedSelectorException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    }
  }

  private void serve(SelectionKey key) {
    sleeping = false;
    Link link = (Link) key.attachment();
    try {
      if (key.isWritable()) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        link.resume();
      }
      if (key.isReadable()) link.read();
    } catch (IOException e) {
      link.end(e);
    } catch (CancelledKeyException e) {
      // The link has ended.
    } catch (RuntimeException | Error e) {
      link.end(new IOException("a connection must be read and written, got " + e, e));
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      // The process gives it back at the latest.
    }
  }
}
