package evox.world;

import evox.collective.Liveness;
import evox.collective.PeerLost;
import evox.transport.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who lives. Every process tells the coordinator so several times within the deadline; the coordinator tells all others
 * as soon as one is killed, stops, or is cut off, and everybody hears that the coordinator itself is gone. A process
 * that leaves in order says so first.
 */
final class Pulse implements Liveness, AutoCloseable {

  private static final byte BEAT = 0;
  private static final byte LEAVING = 1;
  private static final byte LOST = 2;

  /** Beats within a deadline: one may come late, and two. */
  private static final int BEATS = 5;

  private final Member self;
  private final List<Member> members;
  private final List<Connection> controls;
  private final Duration deadline;
  private final AtomicReference<PeerLost> loss = new AtomicReference<>();
  private final Set<Integer> left = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;
  private volatile boolean closed;

  Pulse(Gathering gathering, Member self, Duration deadline) throws IOException {
    this.self = self;
    this.members = gathering.members();
    this.controls = gathering.controls();
    this.deadline = deadline;
    for (int c = 0; c < controls.size(); c++) {
      Connection control = controls.get(c);
      if (control == null) continue;
      int peer = self.id() == 0 ? c : 0;
      control.setPatience((int) deadline.toMillis());
      Thread.ofPlatform().daemon().name("evox-listen-" + peer).start(() -> listen(peer, control));
    }
    Thread.ofPlatform().daemon().name("evox-pulse").start(this::beat);
  }

  @Override
  public PeerLost loss() {
    return loss.get();
  }

  @Override
  public String name(int rank) {
    return "rank=" + rank + " on host=" + members.get(rank).host();
  }

  @Override
  public boolean hasLeft(int rank) {
    return left.contains(rank);
  }

  @Override
  public long deadlineNanos() {
    return deadline.toNanos();
  }

  /** Tells all others that this process can't go on, and why. */
  void fail(String cause) {
    tell(LOST, self.id(), name(self.id()) + " failed: " + cause);
  }

  private void beat() {
    while (!closed) {
      tell(BEAT, self.id(), "");
      try {
        Thread.sleep(deadline.dividedBy(BEATS));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void listen(int peer, Connection control) {
    try {
      while (true) {
        ByteBuffer word = ByteBuffer.wrap(control.read());
        switch (word.get()) {
          case LEAVING -> {
            int rank = word.getInt();
            left.add(rank);
            // Only the coordinator hears it from the rank itself.
            if (self.id() == 0) tell(LEAVING, rank, "");
          }
          case LOST -> lose(word.getInt(), StandardCharsets.UTF_8.decode(word).toString());
          default -> { }
        }
      }
    } catch (SocketTimeoutException e) {
      lose(peer, "every rank must show that it lives within " + deadline.toMillis() / 1000.0 + " s, got nothing from "
          + name(peer));
    } catch (IOException | RuntimeException e) {
      if (!closed && !left.contains(peer)) lose(peer, "a rank must stay until the end, got its connection closed from " + name(peer));
    }
  }

  private void lose(int rank, String message) {
    if (!loss.compareAndSet(null, new PeerLost(rank, message))) return;
    if (self.id() == 0) tell(LOST, rank, message);
  }

  private void tell(byte word, int rank, String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    byte[] frame = ByteBuffer.allocate(5 + text.length).put(word).putInt(rank).put(text).array();
    for (Connection control : controls) {
      if (control == null) continue;
      try {
        synchronized (control) {
          control.write(frame);
        }
      } catch (IOException e) {
        // Its own listener finds out that it is gone.
      }
    }
  }

  /** Tells all others that this process has done its part; it lives on until it {@link #close closes}. */
  void leave() {
    if (leaving) return;
    leaving = true;
    tell(LEAVING, self.id(), "");
  }

  /** Leaves in order. */
  @Override
  public void close() {
    if (closed) return;
    leave();
    closed = true;
    for (Connection control : controls) {
      try {
        if (control != null) control.close();
      } catch (IOException e) {
        // Closed or gone, it is the same from here.
      }
    }
  }
}
