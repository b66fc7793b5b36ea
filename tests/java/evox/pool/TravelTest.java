package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.store.Stored;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes to other processes, what can't, and what does not need to. */
class TravelTest {

  private static final int WORKERS = 4;

  private static Pool pool;

  @BeforeAll
  static void open() {
    pool = Pool.processes(WORKERS);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void whatATaskCapturesThatCanNotTravelIsNamed() {
    StringBuilder builder = new StringBuilder();
    assertThatThrownBy(() -> pool.submit((Integer x) -> builder.append(x).length(), 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got java.lang.StringBuilder at function ")
        .hasMessageContaining(".captured[0]");
    assertThatThrownBy(() -> pool.submit(x -> x, new Object())).hasMessageEndingWith("got java.lang.Object");
  }

  record Model(double[] weights, long step) {}

  @Test
  void aLargeComponentOfAReplicaIsSharedByTheWorkersOfAMachine() throws IOException {
    double[] weights = IntStream.range(0, 1 << 18).asDoubleStream().toArray();
    Replica<Model> replica = pool.replica(new Model(weights, 0));
    for (int step = 1; step < 4; step++) {
      if (step == 2) weights[7] = -1;
      replica.set(new Model(weights, step));
      int now = step;
      assertThat(replica.each((model, x, here) -> model.weights()[7] + model.step() + x, 0.5)).hasSize(WORKERS)
          .containsOnly(now + (now < 2 ? 7.5 : -0.5));
    }
  }

  @Test
  void resultsOfABatchMayBeManyBytesTogether() {
    List<Integer> range = IntStream.range(0, 400).boxed().toList();
    // Short tasks, so that many are given at once.
    assertThat(pool.map(x -> new byte[x < 200 ? 1 : 200_000], range)).hasSize(400)
        .allSatisfy(bytes -> assertThat(bytes.length).isIn(1, 200_000));
  }

  @Test
  void aResultThatCanNotTravelFailsItsTask() {
    assertThatThrownBy(() -> pool.submit(x -> new StringBuilder(), 1).get()).isInstanceOf(TaskFailed.class)
        .hasMessageContaining("got java.lang.StringBuilder");
  }

  @Test
  void whatIsTooLargeToTravelFailsItsTaskAndNoOther() {
    int most = 1 << 28;
    String limit = "an argument or result must be at most " + most + " bytes, got ";
    Ref<byte[]> large = pool.submit(x -> new byte[x], most);
    assertThatThrownBy(large::get).isInstanceOf(TaskFailed.class).hasMessageContaining(limit)
        .hasMessageContaining("; put it into the store, and pass its reference");
    assertThatThrownBy(() -> pool.submit((byte[] x) -> x.length, new byte[most]))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(limit);
    assertThat(pool.each((x, here) -> x, 1)).hasSize(WORKERS);
  }

  /** Kilobytes of memory that are this process's part of what is mapped from a file without a name, as large as this. */
  private static long share(long least) throws IOException {
    long kilobytes = 0;
    boolean ours = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) ours = line.contains("/evox-");
      else if (line.startsWith("Size:")) ours &= kilobytes(line) >= least;
      else if (ours && line.startsWith("Pss:")) kilobytes += kilobytes(line);
    }
    return kilobytes;
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  @Test
  void anArrayThatAllWorkersReadIsThereOnce() throws IOException {
    int length = 4 << 20;
    Stored stored = pool.store().put(IntStream.range(0, length).asDoubleStream().toArray());
    // Actors, so that each keeps what it has mapped until all have been asked.
    List<Actor<MemorySegment[]>> actors = IntStream.range(0, WORKERS)
        .mapToObj(i -> pool.actor(() -> new MemorySegment[1], Tolerance.NONE, Resources.cores(1))).toList();
    for (Ref<Double> sum : actors.stream().map(actor -> actor.call(TravelTest::sum, stored)).toList()) {
      assertThat(sum.get()).isEqualTo(length * (length - 1.0) / 2);
    }
    long once = stored.bytes() >> 10;
    long shares = share(once);
    for (Actor<MemorySegment[]> actor : actors) shares += actor.call((state, x) -> share(x), once).get();
    assertThat(shares).isBetween(once, once + once / 10);
    actors.forEach(Actor::close);
  }

  private static double sum(MemorySegment[] state, Stored stored, Here here) {
    MemorySegment values = here.store().open(stored);
    state[0] = values;
    double sum = 0;
    for (long i = 0; i < values.byteSize() / Double.BYTES; i++) sum += values.getAtIndex(JAVA_DOUBLE, i);
    return sum;
  }
}
