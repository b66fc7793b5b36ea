package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only threads of this process can be asked, since tasks can hold on to what the test holds. */
class LocalPoolTest {

  private final Pool pool = Pool.local(Resources.cores(2).gpus(1));

  @AfterEach
  void close() {
    pool.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void asManyTasksRunAtOnceAsThereIsRoomFor() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    List<Ref<Integer>> refs = IntStream.range(0, 2).mapToObj(i -> pool.submit((Integer x) -> {
      together.countDown();
      await(together);
      return x;
    }, i)).toList();
    assertThat(refs.get(0).get()).isZero();
    assertThat(refs.get(1).get()).isEqualTo(1);
  }

  @Test
  void aTaskThatHoldsEverythingKeepsOthersWaiting() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Ref<String> all = pool.with(Resources.cores(2)).submit(x -> {
      await(hold);
      return "all";
    }, null);
    Ref<String> waits = pool.submit(x -> "waits", null);
    Ref<String> other = pool.with(Resources.NONE.gpus(0.5)).submit(x -> "no core", null);
    assertThat(other.get()).isEqualTo("no core");
    assertThat(waits.ready()).isFalse();
    assertThatThrownBy(() -> waits.get(Duration.ofMillis(1))).isInstanceOf(NotReady.class)
        .hasMessage("a result must come within 0.001 s, got none of call=1, index=0");
    hold.countDown();
    assertThat(waits.get()).isEqualTo("waits");
    assertThat(all.get(Duration.ofSeconds(120))).isEqualTo("all");
  }

  @Test
  void whatNoWorkerHasFailsAtOnce() {
    assertThatThrownBy(() -> pool.with(Resources.cores(3).with("licence", 1)).submit(x -> x, 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("a worker must have what a task holds, got cores=3, "
            + "licence=1 for call=0; this process has cores=2, gpus=1");
    assertThatThrownBy(() -> pool.with(Resources.NONE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Resources.cores(-1)).hasMessage("resources must be numbers of 0 or more, got cores=-1.0");
    assertThatThrownBy(() -> Pool.local(0)).hasMessage("number of threads must be 1 or more, got threads=0");
  }

  @Test
  void refsArePartedByWhetherTheyAreReady() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Ref<Integer> slow = pool.submit(x -> {
      await(hold);
      return 1;
    }, null);
    Ref<Integer> fast = pool.submit(x -> 2, null);
    Refs<Integer> parted = Refs.wait(List.of(slow, fast), 1, Duration.ofSeconds(120));
    assertThat(parted.ready()).containsExactly(fast);
    assertThat(parted.rest()).containsExactly(slow);
    assertThat(Refs.wait(List.of(slow, fast), 2, Duration.ZERO).rest()).containsExactly(slow);
    assertThatThrownBy(() -> Refs.wait(List.of(fast), 2, Duration.ZERO))
        .hasMessage("count must be in [0, 1], the number of refs, got count=2");
    hold.countDown();
    assertThat(slow.future().get(120, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void aLongTaskDoesNotKeepTheShortOnesOfItsBatch() throws Exception {
    CountDownLatch others = new CountDownLatch(999);
    List<Integer> results = pool.map((Integer x) -> {
      if (x == 500) await(others);
      else others.countDown();
      return x;
    }, IntStream.range(0, 1000).boxed().toList());
    assertThat(results).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void whatStillWaitsWhenThePoolIsClosedFails() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    List<Ref<Object>> refs = IntStream.range(0, 3).mapToObj(i -> pool.submit(x -> {
      await(hold);
      return null;
    }, null)).toList();
    pool.close();
    hold.countDown();
    for (Ref<Object> ref : refs) {
      assertThatThrownBy(ref::get).isInstanceOf(TaskFailed.class).hasMessageStartingWith(
          "a task must keep its worker until it returns, got a closed pool for call=");
    }
    assertThatThrownBy(() -> pool.submit(x -> x, 1)).hasMessage("a pool must be open, got a closed pool");
  }
}
