package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.store.ObjectStore;
import evox.store.Stored;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** References to stored objects count wherever a pool has them: in tasks, results, actors and replicas. */
@Timeout(240)
class StoredReferenceTest {

  record Model(Stored weights) {}

  private final Pool pool = Pool.open(PoolSettings.processes(2).saying(line -> { }));

  @AfterEach
  void close() {
    pool.close();
  }

  private static double sum(Stored stored, Here here) {
    return here.store().open(stored).elements(JAVA_DOUBLE).mapToDouble(at -> at.get(JAVA_DOUBLE, 0)).sum();
  }

  /** Nobody reaches any more what a worker or the head has only forgotten. */
  private void tidy() {
    System.gc();
    pool.each((x, here) -> {
      System.gc();
      return null;
    }, null);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < end) LockSupport.parkNanos(10_000_000);
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void awaitFree(ObjectStore store) {
    await(() -> {
      tidy();
      return isFree(store);
    });
  }

  private static boolean isFree(ObjectStore store) {
    return store.state().startsWith("0 of ");
  }

  @Test
  void whatATaskIsGivenIsThereUntilItEnds() {
    Stored stored = pool.store().put(new double[] {1, 2});
    List<Ref<Double>> sums = List.of(pool.submit(StoredReferenceTest::sum, stored),
        pool.submit((x, here) -> sum(stored, here), 0));
    stored.close();
    for (Ref<Double> sum : sums) assertThat(sum.get()).isEqualTo(3);
    // Nobody's garbage has to be collected for that.
    await(() -> isFree(pool.store()));
  }

  @Test
  void whatATaskHasPutIsThereForWhoGetsItsResult() {
    List<Stored> stored = pool.map((double[] values, Here here) -> here.store().put(values),
        List.of(new double[] {1}, new double[] {2, 3}));
    for (int round = 0; round < 3; round++) tidy();
    assertThat(pool.store().open(stored.get(0)).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    assertThat(pool.map(StoredReferenceTest::sum, stored)).containsExactly(1.0, 5.0);
    Ref<Double> last = pool.submit(StoredReferenceTest::sum, stored.get(1));
    stored.forEach(Stored::close);
    assertThat(last.get()).isEqualTo(5);
    await(() -> {
      tidy();
      return !pool.each((x, here) -> isFree(here.store()), null).contains(false);
    });
  }

  @Test
  void whatAnActorKeepsIsThereUntilTheActorLetsGoOfIt() {
    Actor<Stored[]> actor = pool.actor(() -> new Stored[1]);
    Stored stored = pool.store().put(new double[] {4});
    actor.call((state, given) -> {
      state[0] = given;
      return null;
    }, stored).get();
    stored.close();
    for (int round = 0; round < 3; round++) tidy();
    assertThat(actor.call((state, x, here) -> sum(state[0], here), 0).get()).isEqualTo(4);
    assertThat(actor.call((state, x) -> state[0], 0).get().bytes()).isEqualTo(8);
    assertThat(isFree(pool.store())).isFalse();
    actor.call((state, x) -> {
      state[0].close();
      return null;
    }, 0).get();
    awaitFree(pool.store());
  }

  @Test
  void nothingIsLeftOfAWorkerThatIsKilled() {
    Actor<Stored[]> actor = pool.actor(() -> new Stored[1]);
    Stored stored = pool.store().put(new double[] {4});
    long pid = actor.call((state, given) -> {
      state[0] = given;
      return ProcessHandle.current().pid();
    }, stored).get();
    stored.close();
    assertThat(isFree(pool.store())).isFalse();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThatThrownBy(() -> actor.call((state, x) -> x, 0).get(Duration.ofSeconds(60))).isInstanceOf(TaskFailed.class);
    awaitFree(pool.store());
  }

  @Test
  void whatAReplicaRefersToIsThereForItsTasks() {
    Stored stored = pool.store().put(new double[] {4, 5});
    Replica<Model> replica = pool.replica(new Model(stored));
    stored.close();
    tidy();
    assertThat(replica.each((model, x, here) -> sum(model.weights(), here) + x, 1)).containsOnly(10.0);
  }
}
