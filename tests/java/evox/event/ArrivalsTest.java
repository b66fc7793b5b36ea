package evox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others emit between the steps of a loop is bounded. */
@Timeout(60)
class ArrivalsTest {

  private static final int MOST = 8192;

  private final Arrivals arrivals = new Arrivals();

  private void fill(int count) {
    IntStream.range(0, count).forEach(i -> arrivals.add(Event.of("full", "other", i)));
  }

  private Thread bringer() {
    return Thread.ofPlatform().start(() -> {
      try {
        arrivals.awaitRoomForOthers();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
  }

  @Test
  void whoBringsMoreThanALoopHearsWaitsForTheEndOfItsStep() throws Exception {
    arrivals.hold();
    fill(MOST - 1);
    bringer().join();
    fill(1);
    Thread late = bringer();
    awaitWaiting(late);
    assertThat(arrivals.takeAll()).hasSize(MOST);
    late.join();
    fill(MOST);
    Thread released = bringer();
    awaitWaiting(released);
    arrivals.release();
    awaitWaiting(released);
    assertThat(arrivals.next().number()).isZero();
    released.join();
  }

  @Test
  void whatComesForAStepBeforeTheFirstKeepsNobodyWaiting() throws Exception {
    IntStream.range(0, MOST).forEach(i -> arrivals.addToStep(Event.of("early", "other", i)));
    arrivals.awaitRoom();
    bringer().join();
  }

  @Test
  void nobodyWaitsForALoopThatWaitsForOthers() throws Exception {
    arrivals.hold();
    fill(MOST);
    Thread late = bringer();
    awaitWaiting(late);
    arrivals.beginWait();
    late.join();
    arrivals.endWait();
    awaitWaiting(bringer());
    arrivals.close();
  }

  @Test
  void whoWaitsInALoopIsToldOfMoreThanThereIsMemoryFor() throws Exception {
    arrivals.hold();
    arrivals.beginWait();
    fill(MOST);
    arrivals.awaitRoomForOthers();
    arrivals.add(Event.of("large", "other", MOST, MemorySegment.NULL.reinterpret(1L << 50)));
    assertThatThrownBy(arrivals::awaitRoomForOthers).isInstanceOf(IllegalStateException.class).hasMessageMatching(
        "events of a step must fit into memory until it ends, got 8193 of them with [0-9]{16} bytes; end steps sooner, or "
            + "wait for events outside of a loop of steps");
  }
}
