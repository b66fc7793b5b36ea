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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Who lives, and who works. Every process beats several times within the deadline, to the coordinator and from it; the
 * coordinator tells all others as soon as one is killed, stops, or is cut off, and everybody hears that the coordinator
 * itself is gone. A process that leaves in order says so first.
 */
final class Pulse implements Liveness, AutoCloseable {

  /** Beats within a deadline: some may come late. */
  static final int BEATS = 10;

  private final Member self;
  private final View view;
  private final Controls controls;
  private final Duration beat;
  private final Duration silence;
  private final Set<Integer> left = ConcurrentHashMap.newKeySet();
  private final Set<Integer> working = ConcurrentHashMap.newKeySet();
  private final Stragglers stragglers = new Stragglers(this::name);
  private final Consumer<String> say;
  private final CountDownLatch lost = new CountDownLatch(1);
  private final AtomicInteger open = new AtomicInteger();
  private volatile PeerLost loss;
  private volatile boolean waiting;

  /** Changes with each beginning and end of a wait. */
  private volatile int turns;
  private volatile boolean othersWork;
  private volatile boolean leaving;
  private volatile boolean closed;
  private volatile boolean ended;

  /**
   * Begins to beat and to listen.
   *
   * @param deadline within which all processes have ended after one was lost: what it takes to notice, and then to end
   * @param say where the coordinator tells who is waited for
   */
  Pulse(Gathering gathering, Member self, Duration deadline, Consumer<String> say) throws IOException {
    this.say = say;
    this.self = self;
    this.view = gathering.view();
    this.controls = new Controls(gathering.controls());
    this.beat = deadline.dividedBy(BEATS);
    this.silence = deadline.multipliedBy(3).dividedBy(5);
    for (int c = 0; c < gathering.controls().size(); c++) {
      Connection control = gathering.controls().get(c);
      if (control == null) continue;
      int peer = self.id() == 0 ? c : 0;
      control.setPatience((int) silence.toMillis());
      open.incrementAndGet();
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
    return view.name(rank);
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
    turns++;
  }

  /** Whether this process waits for others, in a collective. */
  boolean isWaiting() {
    return waiting;
  }

  /** A process that ends because it lost another says so first: that word may still be on its way. */
  @Override
  public PeerLost report(PeerLost met) {
    try {
      lost.await(beat.toMillis() / 4, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lose(met, false);
    return loss == null ? met : loss;
  }

  /** Tells all others that this process can't go on, and why. */
  void fail(String cause) {
    controls.lost(self.id(), name(self.id()) + " failed: " + cause);
  }

  /** Tells all others what was thrown; those of them whose loss it was have heard of that already. */
  void fail(Throwable thrown) {
    if (!(thrown instanceof PeerLost)) fail(thrown.toString().lines().findFirst().orElse("an exception"));
  }

  private void beat() {
    int seen = turns;
    long since = System.nanoTime();
    while (!ended) {
      boolean waits = waiting || leaving;
      long now = System.nanoTime();
      if (seen != turns) since = now;
      seen = turns;
      int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(now - since);
      controls.beat(!waits || !working.isEmpty(), self.id(), seconds);
      if (self.id() == 0 && !closed) {
        stragglers.hear(0, !waits, seconds);
        String notice = stragglers.notice(TimeUnit.NANOSECONDS.toSeconds(now));
        if (notice != null) say.accept(notice);
      }
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
          case Controls.WORKS, Controls.WAITS -> {
            hear(peer, said == Controls.WORKS);
            if (!left.contains(peer)) stragglers.hear(peer, said == Controls.WORKS, word.getInt());
          }
          case Controls.LEAVING -> {
            // The coordinator tells all, and so the rank itself, which is none of those that it waits for.
            if (rank == self.id()) continue;
            left.add(rank);
            hear(rank, false);
            stragglers.forget(rank);
            // Only the coordinator hears it from the rank itself.
            if (self.id() == 0) controls.leaving(rank);
            endWhenAlone();
          }
          default -> lose(new PeerLost(rank, StandardCharsets.UTF_8.decode(word).toString()), self.id() != 0);
        }
      }
    } catch (SocketTimeoutException e) {
      if (!left.contains(peer)) {
        lose(new PeerLost(peer, "every rank must show that it lives, got nothing for " + silence.toMillis() / 1000.0
            + " s from " + name(peer)), false);
      }
    } catch (IOException | RuntimeException e) {
      if (!ended && !left.contains(peer)) {
        lose(new PeerLost(peer, "a rank must stay until the end, got its connection closed from " + name(peer)), false);
      }
    }
    hear(peer, false);
    stragglers.forget(peer);
    open.decrementAndGet();
    endWhenAlone();
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
    if (loss != null || ended) return;
    if (!known) controls.lost(first.rank(), first.getMessage());
    loss = first;
    lost.countDown();
  }

  /** Returns when there is a loss. */
  void awaitLoss() throws InterruptedException {
    lost.await();
  }

  /** Tells all others that this process has done its part; it lives on until it {@link #close closes}. */
  void leave() {
    if (leaving) return;
    leaving = true;
    controls.leaving(self.id());
  }

  /**
   * Leaves in order. This process still beats, and can be heard to fail, until all others have left too or are out of
   * reach.
   */
  @Override
  public void close() {
    if (closed) return;
    leave();
    closed = true;
    endWhenAlone();
  }

  private void endWhenAlone() {
    if (!closed || (left.size() < view.size() - 1 && open.get() > 0)) return;
    ended = true;
    controls.close();
  }
}
