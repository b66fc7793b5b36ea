package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every pool does, whoever its workers are. */
abstract class PoolContract {

  record Model(double[] weights, String name, long step) {}

  record Counter(long[] count) implements Serializable {}

  private Pool pool;

  /** A new pool of more than one core. */
  abstract Pool open();

  @BeforeEach
  void openIt() {
    pool = open();
  }

  @AfterEach
  void closeIt() {
    pool.close();
  }

  private static List<Integer> range(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  private static int square(int x) {
    return x * x;
  }

  @Test
  void mapKeepsTheOrder() {
    assertThat(pool.map(PoolContract::square, range(4))).containsExactly(0, 1, 4, 9);
    assertThat(pool.map(PoolContract::square, List.<Integer>of())).isEmpty();
    List<Integer> many = range(10_000);
    assertThat(pool.map(x -> x, many)).isEqualTo(many);
  }

  @Test
  void aTaskKnowsItsPlaceAndNothingOfItsWorkers() {
    assertThat(pool.map((Integer x, Here here) -> List.of(here.call(), here.index(), (long) x), range(3)))
        .containsExactly(List.of(0L, 0L, 0L), List.of(0L, 1L, 1L), List.of(0L, 2L, 2L));
    assertThat(pool.submit((Integer x, Here here) -> here.call(), 0).get()).isEqualTo(1);
  }

  @Test
  void capturedValuesAndNothingTravel() {
    double[] scale = {2, 3};
    assertThat(pool.map(x -> x == null ? null : scale[x], Arrays.asList(1, null, 0))).containsExactly(3.0, null, 2.0);
  }

  @Test
  void oneThatThrowsFailsAfterAllOthersHaveEnded() {
    assertThatThrownBy(() -> pool.map(x -> {
      if (x % 4 == 1) throw new IllegalStateException("boom " + x);
      return x;
    }, range(7))).isInstanceOfSatisfying(TasksFailed.class, failed -> {
      assertThat(failed.failures()).containsOnlyKeys(1, 5);
      assertThat(failed.getCause().getCause().getStackTrace()[0].getClassName()).startsWith("evox.pool.PoolContract");
      assertThat(failed.getSuppressed()).hasSize(1);
    }).hasMessage("every task must return, got 2 of 7 that did not: [1] java.lang.IllegalStateException: boom 1; "
        + "[5] java.lang.IllegalStateException: boom 5");
    assertThat(pool.map(PoolContract::square, range(3))).containsExactly(0, 1, 4);
    assertThatThrownBy(() -> pool.submit(x -> List.of().get(0), 0).get()).isInstanceOf(TaskFailed.class)
        .hasMessageContaining("a task must return, got java.lang.ArrayIndexOutOfBoundsException")
        .hasMessageContaining(" from call=2, index=0 on ");
  }

  @Test
  void anInterruptIsForTheTaskThatItMeets() {
    assertThat(pool.map(x -> {
      boolean before = Thread.currentThread().isInterrupted();
      Thread.currentThread().interrupt();
      return before;
    }, range(100))).containsOnly(false);
  }

  @Test
  void resultsThatAreLargeTogetherComeInOrder() {
    int length = 1 << 20;
    List<byte[]> results = pool.map(x -> {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) (int) x);
      return bytes;
    }, range(40));
    for (int i = 0; i < 40; i++) {
      byte[] expected = new byte[length];
      Arrays.fill(expected, (byte) i);
      assertThat(results.get(i)).isEqualTo(expected);
    }
  }

  @Test
  void anActorKeepsItsStateAndTheOrderOfItsCalls() {
    List<Ref<Long>> refs = new ArrayList<>();
    try (Actor<Counter> actor = pool.actor(() -> new Counter(new long[1]))) {
      for (int i = 0; i < 500; i++) {
        refs.add(actor.call((counter, by) -> counter.count()[0] = counter.count()[0] * 3 % 1009 + by, i));
      }
    }
    long expected = 0;
    for (int i = 0; i < 500; i++) {
      expected = expected * 3 % 1009 + i;
      assertThat(refs.get(i).get()).isEqualTo(expected);
    }
  }

  @Test
  void anActorThatCanNotStartFailsItsCalls() {
    Actor<Object> actor = pool.actor(() -> {
      throw new IllegalStateException("no licence");
    });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> actor.call((state, x) -> x, 1).get()).isInstanceOf(TaskFailed.class)
          .hasMessageStartingWith("a task must return, got java.lang.IllegalStateException: no licence from call=");
    }
    actor.close();
    assertThatThrownBy(() -> actor.call((state, x) -> x, 1).get()).hasMessage(
        "a task must keep its worker until it returns, got a closed actor for call=2, index=0, retries=0");
  }

  @Test
  void aTaskSeesTheVersionItWasSubmittedWith() {
    Replica<Model> replica = pool.replica(new Model(new double[] {1, 2}, "first", 0));
    List<Ref<String>> refs = new ArrayList<>();
    for (int step = 1; step <= 50; step++) {
      refs.add(replica.submit((model, x, here) -> model.name() + model.step() + model.weights()[0] + x, step));
      replica.set(new Model(step % 3 == 0 ? new double[] {step} : replica.get().weights(), "later", step));
    }
    assertThat(refs.get(0).get()).isEqualTo("first01.01");
    for (int s = 2; s <= 50; s++) {
      double weight = s <= 3 ? 1 : (s - 1) / 3 * 3;
      assertThat(refs.get(s - 1).get()).isEqualTo("later" + (s - 1) + weight + s);
    }
    assertThat(replica.map((model, x, here) -> model.step() * x, range(3))).containsExactly(0L, 50L, 100L);
    assertThat(replica.each((model, x, here) -> model.step() + x, 1)).hasSize(pool.workers()).containsOnly(51L);
  }

  @Test
  void eachRunsOnceAtEveryWorker() {
    List<String> names = pool.each((x, here) -> here.worker(), null);
    assertThat(names).hasSize(pool.workers()).doesNotHaveDuplicates();
  }

  @Test
  void resultsCanBeWaitedFor() {
    Ref<Integer> ref = pool.submit(PoolContract::square, 12);
    assertThat(Refs.wait(List.of(ref), 1, Duration.ofSeconds(120)).ready()).containsExactly(ref);
    assertThat(ref.ready()).isTrue();
    assertThat(ref.get()).isEqualTo(144);
  }
}
