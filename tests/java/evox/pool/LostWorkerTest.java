package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.memory.UnnamedFile;
import evox.random.RandomKey;
import evox.store.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers are killed; results are what they would have been. More kills with {@code -Devox.strikes=100
 * -Devox.strikes.seed=1}.
 */
class LostWorkerTest {

  private static final int STRIKES = Integer.getInteger("evox.strikes", 8);
  private static final long SEED = Long.getLong("evox.strikes.seed", 1);

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> killed = Collections.synchronizedList(new ArrayList<>());
  private Pool pool;

  private Pool open(int workers, int restarts) {
    pool = Pool.open(PoolSettings.processes(workers).restarting(restarts).saying(said::add));
    return pool;
  }

  @AfterEach
  void close() throws IOException {
    if (pool != null) pool.close();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(leftBehind()).isEmpty();
  }

  /** Files that have kept their names; others of this machine, too, have some with a name for a moment. */
  private List<Path> leftBehind() throws IOException {
    Path temporary = Path.of("/tmp");
    List<Path> left = new ArrayList<>();
    for (Path folder : List.of(UnnamedFile.MEMORY, temporary)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.getFileName().toString().matches("evox-[0-9]+")).forEach(left::add);
      }
    }
    Path counters = temporary.resolve("hsperfdata_" + System.getProperty("user.name"));
    for (long pid : killed) left.add(counters.resolve(Long.toString(pid)));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    for (left.removeIf(Files::notExists); !left.isEmpty() && System.nanoTime() < end; left.removeIf(Files::notExists)) {
      LockSupport.parkNanos(10_000_000);
    }
    return left;
  }

  private void kill(long pid) {
    kill(ProcessHandle.of(pid).orElseThrow());
  }

  private void kill(ProcessHandle worker) {
    assertThat(worker.destroyForcibly()).isTrue();
    killed.add(worker.pid());
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Some milliseconds of work whose result is a function of its place alone. */
  private static double draw(RandomKey key, Here here) {
    double sum = 0;
    for (int j = 0; j < 20_000; j++) sum += key.at(here.call(), here.index()).uniform(j);
    return sum;
  }

  @Test
  void resultsDoNotChangeWhenWorkersAreKilledAtRandom() {
    RandomKey key = RandomKey.of(7);
    List<Integer> range = IntStream.range(0, 60).boxed().toList();
    Pool tolerant = open(3, Integer.MAX_VALUE).with(Tolerance.ENDLESS);
    Random random = new Random(SEED);
    Thread striker = Thread.ofPlatform().start(() -> {
      while (killed.size() < STRIKES) {
        LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(400)));
        List<ProcessHandle> workers = ProcessHandle.current().children()
            .filter(worker -> !killed.contains(worker.pid())).toList();
        if (!workers.isEmpty()) kill(workers.get(random.nextInt(workers.size())));
      }
    });
    for (long call = 0; call == 0 || striker.isAlive(); call++) {
      List<Double> results = tolerant.map((Integer x, Here here) -> {
        try (Stored own = here.store().put(new double[] {draw(key, here)})) {
          return here.store().open(own).get(JAVA_DOUBLE, 0);
        }
      }, range);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i)).as("seed %s, call %s, task %s", SEED, call, i)
            .isEqualTo(draw(key, new Here(call, i, "", null, List.of())));
      }
    }
    assertThat(killed).hasSize(STRIKES);
  }

  @Test
  void aTaskThatEndsItsWorkersFailsAfterItsRetries() {
    Pool two = open(1, 2);
    assertThatThrownBy(() -> two.with(new Tolerance(0, 1)).submit(x -> {
      Runtime.getRuntime().halt(3);
      return x;
    }, 0).get()).isInstanceOf(TaskFailed.class).hasMessage("a task must keep its worker until it returns, got worker-1 "
        + "that ended with exit code=3 for call=0, index=0, retries=1");
    assertThat(two.submit(x -> x, 5).get()).isEqualTo(5);
  }

  @Test
  void workersThatAreKilledSoonAfterTheyComeAreReplacedEverMoreSlowly() {
    Pool one = open(1, Integer.MAX_VALUE);
    assertThatThrownBy(() -> one.with(new Tolerance(0, 4)).submit(x -> {
      Runtime.getRuntime().halt(137);
      return x;
    }, 0).get()).isInstanceOf(TaskFailed.class);
    assertThat(one.submit(x -> x, 5).get()).isEqualTo(5);
    assertThat(said).containsExactly(slower("worker-3", 0.1), slower("worker-4", 0.2));
  }

  @Test
  void aWorkerThatCanNotBeStartedIsTriedAgain(@TempDir Path folder) throws Exception {
    Path home = Path.of(System.getProperty("java.home"));
    Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.createSymbolicLink(java, home.resolve("bin/java"));
    openWithJavaOf(folder, 1, Integer.MAX_VALUE);
    long first = pool.submit(x -> pid(), 0).get();
    Files.delete(java);
    kill(first);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (said.isEmpty() && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    Files.createSymbolicLink(java, home.resolve("bin/java"));
    assertThat(said.getFirst()).startsWith("a worker must start, got Cannot run program \"" + java + "\"")
        .endsWith("; another is started in 0.0 s");
    assertThat(pool.submit(x -> pid(), 0).get()).isNotEqualTo(first);
    Files.delete(java);
  }

  private void openWithJavaOf(Path folder, int workers, int restarts) {
    String home = System.setProperty("java.home", folder.toString());
    try {
      open(workers, restarts);
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE})
  void whereSomeWorkersCanNotStartTheOthersAreNotKeptWaiting(int restarts, @TempDir Path folder) throws Exception {
    Path java = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("java"), """
        #!/bin/sh
        mkdir %s/first 2>/dev/null && exec %s/bin/java "$@"
        exit 3
        """.formatted(folder, System.getProperty("java.home")));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    long begun = System.nanoTime();
    assertThatThrownBy(() -> openWithJavaOf(folder, 2, restarts)).isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("2 workers must come within 120 s, got worker-[0-9] that ended with exit code=3");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
  }

  private static String slower(String worker, double seconds) {
    return "workers must live longer, got " + worker + " that ended with exit code=137 again soon; another is started in "
        + seconds + " s";
  }

  @Test
  void whenNoWorkerIsLeftAndNoneMayComeEverythingFails() {
    Pool one = open(1, 0);
    kill(one.submit(x -> pid(), 0).get());
    assertThatThrownBy(() -> one.submit(x -> x, 1).get()).satisfiesAnyOf(
        e -> assertThat(e).hasMessageContaining("worker-0 that ended with exit code=137"),
        e -> assertThat(e).hasMessageContaining("worker-0 lost"));
  }

  @Test
  void anActorIsLostWithItsWorkerUnlessItMayBeStartedAgain() {
    Pool two = open(2, Integer.MAX_VALUE);
    Actor<long[]> once = two.actor(() -> new long[1]);
    Actor<long[]> again = two.actor(() -> new long[1], new Tolerance(1, 0));
    for (Actor<long[]> actor : List.of(once, again)) {
      for (int i = 0; i < 3; i++) actor.call((count, by) -> count[0] += by, 1L).get();
      Ref<Object> lost = actor.call((count, x) -> {
        Runtime.getRuntime().halt(9);
        return null;
      }, 0);
      assertThatThrownBy(lost::get).isInstanceOf(TaskFailed.class)
          .hasMessageStartingWith("a task must keep its worker until it returns, got worker-");
    }
    assertThatThrownBy(() -> once.call((count, by) -> count[0] += by, 1L).get()).isInstanceOf(TaskFailed.class);
    assertThat(again.call((count, by) -> count[0] += by, 1L).get(Duration.ofSeconds(120))).isEqualTo(1);
  }

  @Test
  void callsOfAnActorAreMadeAgainInTheirOrderWhereThatIsTolerated(@TempDir Path folder) {
    Actor<long[]> actor = open(2, Integer.MAX_VALUE).actor(() -> new long[1], new Tolerance(2, 1));
    actor.call((count, by) -> count[0] += by, 1L).get();
    Ref<Long> retried = actor.call(LostWorkerTest::endTheFirst, folder.resolve("ended").toString());
    Ref<Long> after = actor.call((count, by) -> count[0] = 10 * count[0] + by, 1L);
    // From the state that its start gives.
    assertThat(retried.get(Duration.ofSeconds(120))).isEqualTo(5);
    assertThat(after.get(Duration.ofSeconds(120))).isEqualTo(51);
    Ref<Long> lost = actor.call((count, x) -> {
      Runtime.getRuntime().halt(9);
      return 0L;
    }, 0);
    assertThatThrownBy(lost::get).isInstanceOf(TaskFailed.class).hasMessageStartingWith(
        "a task must keep its worker until it returns, got worker-").hasMessageEndingWith(", index=0, retries=1");
  }

  /** Adds to the state, but for the first process that tries: that leaves a mark and ends. */
  private static long endTheFirst(long[] count, String mark) throws IOException {
    if (Path.of(mark).toFile().createNewFile()) Runtime.getRuntime().halt(9);
    return count[0] += 5;
  }
}
