package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever holds a GPU is told which. */
class GpuGrantTest {

  @Test
  void tasksThatRunAtOnceHoldDifferentOnes() {
    CountDownLatch together = new CountDownLatch(4);
    try (Pool pool = Pool.local(Resources.cores(4).gpus(3))) {
      List<Ref<List<Integer>>> refs = new ArrayList<>();
      for (double gpus : new double[] {1, 0.5, 0.5, 1}) {
        refs.add(pool.with(Resources.NONE.gpus(gpus)).submit((x, here) -> {
          together.countDown();
          assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
          return here.gpus();
        }, null));
      }
      List<List<Integer>> held = refs.stream().map(Ref::get).toList();
      assertThat(held.get(1)).isEqualTo(held.get(2)).hasSize(1);
      assertThat(List.of(held.get(0), held.get(1), held.get(3)))
          .containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(2));
      assertThat(pool.with(Resources.NONE.gpus(3)).submit((x, here) -> here.gpus(), null).get()).containsExactly(0, 1, 2);
      assertThat(pool.submit((x, here) -> here.gpus(), null).get()).isEmpty();
    }
  }

  @Test
  void partsOfTwoAreNotOne() {
    try (Pool pool = Pool.local(Resources.cores(1).gpus(1.5))) {
      assertThat(pool.with(Resources.NONE.gpus(1.5)).submit((x, here) -> here.gpus(), null).get()).containsExactly(0, 1);
      try (Actor<Object> half = pool.actor(Object::new, Tolerance.NONE, Resources.NONE.gpus(0.5))) {
        assertThat(half.call((state, x, here) -> here.gpus(), null).get()).containsExactly(1);
        assertThat(pool.with(Resources.NONE.gpus(0.75)).submit((x, here) -> here.gpus(), null).get()).containsExactly(0);
      }
    }
    assertThatThrownBy(() -> Resources.NONE.gpus(1e9)).hasMessage("gpus must be at most 65536, got gpus=1.0E9");
  }

  @Test
  void workersOfOneMachineSeeDifferentOnes() {
    try (Pool pool = Pool.open(PoolSettings.processes(2).having(Resources.cores(1).gpus(1)))) {
      Pool holding = pool.with(Resources.NONE.gpus(1));
      assertThat(holding.each((x, here) -> System.getenv(VisibleGpus.VARIABLE) + here.gpus(), null))
          .containsExactlyInAnyOrder("0[0]", "1[0]");
      Actor<List<Integer>> actor = holding.actor(Here::gpus, Tolerance.NONE, Resources.NONE.gpus(1));
      assertThat(actor.call((state, x) -> state, null).get()).containsExactly(0);
    }
  }

  @Test
  void whatIsSeenIsPartOfWhatTheHeadSees() {
    assertThat(visible(null, 1)).containsExactly("0", "1", "2");
    assertThat(visible("3,5,GPU-7", 1)).containsExactly("3", "5", "GPU-7");
    assertThat(visible("3,5,7", 2)).containsExactly("3,5", "7", "");
    assertThat(visible(null, 0.5)).containsExactly("0", "0", "1");
    assertThat(visible("4", 0.3)).containsExactly("4", "4", "4");
  }

  private static List<String> visible(String own, double each) {
    return IntStream.range(0, 3).mapToObj(new VisibleGpus(own, each)::of).toList();
  }
}
