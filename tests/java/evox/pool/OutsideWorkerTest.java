package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import evox.message.CuttingProxy;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that nobody started for the pool come and go. */
class OutsideWorkerTest {

  private static final Duration LONG = Duration.ofSeconds(120);

  @TempDir
  private Path folder;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final List<Process> started = new ArrayList<>();
  private final Pool pool = Pool.open(
      PoolSettings.processes(0).open("127.0.0.1", 0, "secret").having(Resources.cores(2)).saying(said::add));

  @AfterEach
  void close() {
    pool.close();
    started.forEach(Process::destroyForcibly);
  }

  private Process start(String token) throws Exception {
    return start(token, pool.port());
  }

  private Process start(String token, int port) throws Exception {
    Process process = builder(token, port, List.of()).start();
    started.add(process);
    return process;
  }

  /** @param before words before those of the worker */
  private ProcessBuilder builder(String token, int port, List<String> before) {
    return OutsideWorker.to(port, token, before).redirectError(folder.resolve("err" + started.size()).toFile());
  }

  @Test
  void theyComeAndGoWhileTasksRunAndTheAnswerIsTheSame() throws Exception {
    assertThatThrownBy(() -> pool.await(1, Duration.ofMillis(1)))
        .hasMessage("1 workers must come within 0 s, got []");
    List<Integer> range = IntStream.range(0, 2000).boxed().toList();
    CompletableFuture<List<Integer>> early = CompletableFuture.supplyAsync(() -> pool.map(x -> x, range));
    Process first = start("secret");
    assertThat(early.get(120, TimeUnit.SECONDS)).isEqualTo(range);
    start("secret");
    pool.await(2, LONG);
    first.destroyForcibly().waitFor();
    assertThat(pool.map(x -> 2 * x, range)).isEqualTo(range.stream().map(x -> 2 * x).toList());
    long begun = System.nanoTime();
    while (pool.workers() > 1 && System.nanoTime() - begun < LONG.toNanos()) LockSupport.parkNanos(10_000_000);
    assertThat(pool.workers()).isEqualTo(1);
  }

  @Test
  void whatFollowsAResultMayWaitForAnother() throws Exception {
    CompletableFuture<Integer> followed = pool.submit((Integer x) -> x + 1, 3).future()
        .thenApply(four -> pool.submit((Integer x) -> x * x, four).get());
    start("secret");
    assertThat(followed.get(120, TimeUnit.SECONDS)).isEqualTo(16);
  }

  @Test
  void theyGoOnWhenThePoolsOwnWorkersHaveEnded() throws Exception {
    try (Pool mixed = Pool.open(PoolSettings.processes(1).restarting(0).open("127.0.0.1", 0, "secret").saying(said::add))) {
      Process outside = start("secret", mixed.port());
      mixed.await(2, LONG);
      List<Long> pids = mixed.each((x, here) -> ProcessHandle.current().pid(), null);
      long own = pids.stream().filter(pid -> pid != outside.pid()).findFirst().orElseThrow();
      ProcessHandle.of(own).orElseThrow().destroyForcibly();
      await(() -> said.stream().anyMatch(line -> line.matches(
          "no more workers are started here, after worker-0 that ended with exit code=137")));
      assertThat(mixed.map((Integer x) -> 2 * x, List.of(1, 2))).containsExactly(2, 4);
      assertThat(mixed.workers()).isEqualTo(1);
    }
  }

  /** As on two machines, or in two containers, whose first process they are. */
  @Test
  void twoOfOneProcessNumberBothComeIn() throws Exception {
    List<String> fresh = List.of("unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc");
    List<String> probe = new ArrayList<>(fresh);
    probe.add("true");
    assumeThat(new ProcessBuilder(probe).start().waitFor()).as("namespaces for processes can be made here").isZero();
    for (int i = 0; i < 2; i++) started.add(builder("secret", pool.port(), fresh).start());
    pool.await(2, LONG);
    assertThat(pool.each((x, here) -> ProcessHandle.current().pid(), null)).hasSize(2).containsOnly(1L);
  }

  private static void await(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - begun < LONG.toNanos()) LockSupport.parkNanos(10_000_000);
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void onlyWhoHasTheTokenComesIn() throws Exception {
    Process stranger = start("guess");
    assertThat(stranger.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(stranger.exitValue()).isNotZero();
    assertThat(Files.readString(folder.resolve("err0"))).contains("both processes must have the same token");
    assertThat(pool.workers()).isZero();
  }

  @Test
  void aWorkerWithoutTheClassesOfATaskSaysSo() throws Exception {
    String own = OutsideWorkerTest.class.getName().replace('.', '/') + ".class";
    Path part = Files.createDirectories(folder.resolve("part/evox/pool")).resolve("OutsideWorkerTest.class");
    try (InputStream file = OutsideWorkerTest.class.getClassLoader().getResourceAsStream(own)) {
      Files.copy(file, part);
    }
    String rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(place -> !Files.exists(Path.of(place, own))).collect(Collectors.joining(File.pathSeparator));
    for (String path : List.of(rest, rest + File.pathSeparator + folder.resolve("part"))) {
      ProcessBuilder builder = builder("secret", pool.port(), List.of());
      builder.command().set(builder.command().indexOf("-cp") + 1, path);
      Process worker = builder.start();
      started.add(worker);
      pool.await(1, LONG);
      assertThatThrownBy(() -> pool.submit((Integer x) -> x, 1).get(LONG)).isInstanceOf(TaskFailed.class)
          .hasMessageContaining(path.equals(rest)
              ? "a class must be of the same program on both sides, got class=evox.pool.OutsideWorkerTest"
              : "java.lang.NoClassDefFoundError: evox/pool/OutsideWorkerTest$Model");
      worker.destroyForcibly().waitFor();
      await(() -> pool.workers() == 0);
    }
  }

  record Model(double[] weights, long step) {}

  @Test
  void onlyTheComponentsOfAReplicaThatHaveChangedTravel() throws Exception {
    double[] weights = IntStream.range(0, 1 << 14).asDoubleStream().toArray();
    int bytes = weights.length * Double.BYTES;
    try (CuttingProxy wiretap = CuttingProxy.wiretap(pool.port())) {
      start("secret", wiretap.port());
      pool.await(1, LONG);
      Replica<Model> replica = pool.replica(new Model(weights, 0));
      for (int step = 1; step <= 50; step++) {
        replica.set(new Model(weights.clone(), step));
        assertThat(replica.map((model, x, here) -> model.weights()[x] + model.step(), List.of(5))).containsExactly(5.0 + step);
      }
      assertThat(wiretap.seen().length()).isBetween(bytes, 2 * bytes);
    }
  }

  @Test
  void aLargeComponentOfAReplicaDoesNotTravelWithinAMachine() throws Exception {
    double[] weights = IntStream.range(0, 1 << 15).asDoubleStream().toArray();
    try (CuttingProxy wiretap = CuttingProxy.wiretap(pool.port())) {
      start("secret", wiretap.port());
      pool.await(1, LONG);
      Replica<Model> replica = pool.replica(new Model(weights, 1));
      assertThat(replica.map((model, x, here) -> model.weights()[x] + model.step(), List.of(5))).containsExactly(6.0);
      assertThat(wiretap.seen().length()).isLessThan(weights.length * Double.BYTES / 2);
    }
  }

  @Test
  void whatStartsAnActorTravelsOnce() throws Exception {
    double[] given = IntStream.range(0, 1 << 14).asDoubleStream().toArray();
    int bytes = given.length * Double.BYTES;
    try (CuttingProxy wiretap = CuttingProxy.wiretap(pool.port())) {
      start("secret", wiretap.port());
      pool.await(1, LONG);
      try (Actor<double[]> actor = pool.actor(() -> given)) {
        for (int i = 0; i < 50; i++) assertThat(actor.call((state, at) -> state[at]++, 7).get()).isEqualTo(7 + i);
      }
      assertThat(wiretap.seen().length()).isBetween(bytes, 2 * bytes);
    }
  }

  @Test
  void whatAllTasksOfACallCaptureTravelsOnce() throws Exception {
    double[] given = IntStream.range(0, 1 << 14).asDoubleStream().toArray();
    int bytes = given.length * Double.BYTES;
    try (CuttingProxy wiretap = CuttingProxy.wiretap(pool.port())) {
      start("secret", wiretap.port());
      pool.await(1, LONG);
      assertThat(pool.map(x -> {
        // Long enough to be given one by one.
        LockSupport.parkNanos(2_000_000);
        return given[x];
      }, IntStream.range(0, 50).boxed().toList())).hasSize(50).startsWith(0.0, 1.0).endsWith(49.0);
      assertThat(wiretap.seen().length()).isBetween(bytes, 2 * bytes);
    }
  }

  @Test
  void aRequestThatWaitsSaysWhatItNeedsAndWhoHoldsIt() throws Exception {
    start("secret");
    pool.await(1, LONG);
    Actor<Object> actor = pool.actor(Object::new, Tolerance.NONE, Resources.cores(1.5));
    assertThat(actor.call((state, x) -> x, 1).get()).isEqualTo(1);
    Ref<Integer> waits = pool.submit(x -> x, 7);
    long begun = System.nanoTime();
    while (said.isEmpty() && System.nanoTime() - begun < LONG.toNanos()) LockSupport.parkNanos(10_000_000);
    assertThat(said.get(0)).matches("call=1 has waited [0-9]+ s for cores=1: worker of pid=[0-9]+ at [^ ]+ has cores=0.5 of "
        + "cores=2, held by actor=0 \\(cores=1.5\\)");
    actor.close();
    assertThat(waits.get(LONG)).isEqualTo(7);
  }
}
