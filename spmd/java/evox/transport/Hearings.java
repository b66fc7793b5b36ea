package evox.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The connections that are being heard. There are only so many at once, since each takes a thread and nobody knows yet
 * whose they are; one that takes longer than it may makes room for whoever comes next.
 */
final class Hearings {

  private final int most;
  private final long nanos;

  /** When each has begun, the oldest first. */
  private final Map<SocketChannel, Long> begun = new LinkedHashMap<>();

  /**
   * @param most at once
   * @param millis that each may take in all
   */
  Hearings(int most, int millis) {
    this.most = most;
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Waits until there is room for another one. */
  synchronized void begin(SocketChannel comer) throws InterruptedException {
    for (long left = endOverdue(); begun.size() >= most; left = endOverdue()) {
      // Rounded up: a wait of none is one without end.
      wait(1 + TimeUnit.NANOSECONDS.toMillis(left));
    }
    begun.put(comer, System.nanoTime());
  }

  synchronized void end(SocketChannel comer) {
    begun.remove(comer);
    notifyAll();
  }

  /** Returns how long it is until the next is due. */
  private long endOverdue() {
    while (!begun.isEmpty()) {
      var oldest = begun.entrySet().iterator().next();
      long left = oldest.getValue() + nanos - System.nanoTime();
      if (left > 0) return left;
      begun.remove(oldest.getKey());
      close(oldest.getKey());
    }
    return 0;
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to do for it.
    }
  }
}
