package evox.message;

import java.util.concurrent.LinkedBlockingQueue;

/** A channel's messages of all senders, and the one thread that hands them to the channel's receiver. */
final class Delivery {

  private sealed interface Arrival {}

  private record Arrived(Session from, Inbox inbox, byte[] message, long end) implements Arrival {}

  private record Ended(Peer from, String cause) implements Arrival {}

  /** Nothing comes any more. */
  private record Closed() implements Arrival {}

  private final int channel;
  private final LinkedBlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
  private volatile Thread thread;

  Delivery(int channel) {
    this.channel = channel;
  }

  /** Takes a message that has come; it waits until there is a receiver. */
  void add(Session from, Inbox inbox, byte[] message, long end) {
    queue.add(new Arrived(from, inbox, message, end));
  }

  /** Nothing more comes from a process. */
  void end(Peer from, String cause) {
    queue.add(new Ended(from, cause));
  }

  synchronized void start(Receiver receiver) {
    if (thread != null) {
      throw new IllegalArgumentException("a channel must have one receiver, got a second for channel=" + channel);
    }
    thread = Thread.ofPlatform().daemon().name("evox-channel-" + channel).start(() -> run(receiver));
  }

  private void run(Receiver receiver) {
    for (Arrival next = next(); !(next instanceof Closed); next = next()) {
      try {
        switch (next) {
          case Arrived message -> receiver.receive(message.from.peer(), message.message);
          case Ended end -> receiver.ended(end.from, end.cause);
          case Closed closed -> throw new AssertionError(closed);
        }
      } catch (RuntimeException | Error e) {
        // As if it had its thread to itself; the messages after this one still count.
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      }
      if (next instanceof Arrived message) message.from.handled(message.inbox, message.end);
    }
  }

  private Arrival next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // That was meant for a receiver, which is done. Were it the end of the channel, its senders would wait for ever.
      }
    }
  }

  /** Whether the calling thread is this channel's own. */
  boolean isOnOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Ends after what has come so far; waits for that, but not for ever, and not for itself. */
  void close(long patienceMillis) throws InterruptedException {
    queue.add(new Closed());
    Thread started = thread;
    if (started != null && !isOnOwnThread()) started.join(patienceMillis);
  }
}
