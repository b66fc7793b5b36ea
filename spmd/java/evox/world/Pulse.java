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
import java.util.concurrent.CountDownLatch;

/**
 * Who lives, and who works. Every process beats several times within the deadline, to the coordinator and from it; the
 * coordinator tells all others as soon as one is killed, stops, or is cut off, and everybody hears that the coordinator
 * itself is gone. A process that leaves in order says so first.
 */
final class Pulse implements Liveness, AutoCloseable {

  /** A beat: the sender, or at the coordinator anybody, is busy with work of its own. */
  private static final byte WORKS = 0;

  /** A beat: the sender, or at the coordinator everybody, waits for others. */
  private static final byte WAITS = 1;
  private static final byte LEAVING = 2;
  private static final byte LOST = 3;

  /** Characters of a message, which may quote anything. */
  private static final int LONGEST = 1000;

  /** Beats within a deadline: some may come late. */
  static final int BEATS = 10;

  private final Member self;
  private final List<Member> members;
  private final List<Connection> controls;
  private final Duration beat;
  private final Duration silence;
  private final Set<Integer> left = ConcurrentHashMap.newKeySet();
  private final Set<Integer> working = ConcurrentHashMap.newKeySet();
  private final CountDownLatch lost = new CountDownLatch(1);
  private volatile PeerLost loss;
  private volatile boolean waiting;
  private volatile boolean othersWork;
  private volatile boolean leaving;
  private volatile boolean closed;

  /** @param deadline within which all processes have ended after one was lost: what it takes to notice, and then to end */
  Pulse(Gathering gathering, Member self, Duration deadline) throws IOException {
    this.self = self;
    this.members = gathering.members();
    this.controls = gathering.controls();
    this.beat = deadline.dividedBy(BEATS);
    this.silence = deadline.multipliedBy(3).dividedBy(5);
    for (int c = 0; c < controls.size(); c++) {
      Connection control = controls.get(c);
      if (control == null) continue;
      int peer = self.id() == 0 ? c : 0;
      control.setPatience((int) silence.toMillis());
      Thread.ofPlatform().daemon().name("evox-listen-" + peer).start(() -> listen(peer, control));
    }
    Thread.ofPlatform().daemon().name("evox-pulse").start(this::beat);
  }

  @Override
  public PeerLost loss() {
    return loss;
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
    return silence.toNanos();
  }

  @Override
  public boolean someoneWorks() {
    return othersWork || !working.isEmpty();
  }

  @Override
  public void waits(boolean now) {
    waiting = now;
  }

  @Override
  public void report(PeerLost lost) {
    lose(lost, false);
  }

  /** Tells all others that this process can't go on, and why. */
  void fail(String cause) {
    tell(LOST, self.id(), name(self.id()) + " failed: " + cause);
  }

  private void beat() {
    while (!closed) {
      tell(waiting && working.isEmpty() ? WAITS : WORKS, self.id(), "");
      try {
        Thread.sleep(beat);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void listen(int peer, Connection control) {
    try {
      while (true) {
        ByteBuffer word = ByteBuffer.wrap(control.read());
        byte said = word.get();
        int rank = word.getInt();
        switch (said) {
          case WORKS, WAITS -> hear(peer, said == WORKS);
          case LEAVING -> {
            left.add(rank);
            hear(rank, false);
            // Only the coordinator hears it from the rank itself.
            if (self.id() == 0) tell(LEAVING, rank, "");
          }
          default -> lose(new PeerLost(rank, StandardCharsets.UTF_8.decode(word).toString()), self.id() != 0);
        }
      }
    } catch (SocketTimeoutException e) {
      lose(new PeerLost(peer, "every rank must show that it lives, got nothing for " + silence.toMillis() / 1000.0
          + " s from " + name(peer)), false);
    } catch (IOException | RuntimeException e) {
      if (!closed && !left.contains(peer)) {
        lose(new PeerLost(peer, "a rank must stay until the end, got its connection closed from " + name(peer)), false);
      }
    }
    hear(peer, false);
  }

  private void hear(int peer, boolean works) {
    if (self.id() != 0) {
      if (peer == 0) othersWork = works;
    } else if (works) {
      working.add(peer);
    } else {
      working.remove(peer);
    }
  }

  /** The first loss counts. All others are told before anything here can end this process. */
  private synchronized void lose(PeerLost first, boolean known) {
    if (loss != null || closed) return;
    if (!known) tell(LOST, first.rank(), first.getMessage());
    loss = first;
    lost.countDown();
  }

  /** Returns when there is a loss. */
  void awaitLoss() throws InterruptedException {
    lost.await();
  }

  private void tell(byte word, int rank, String message) {
    byte[] text = message.substring(0, Math.min(message.length(), LONGEST)).getBytes(StandardCharsets.UTF_8);
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
