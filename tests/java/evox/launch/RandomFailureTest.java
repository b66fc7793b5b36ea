package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strikes at any time, from the start of the processes on, at any of them, at their launcher, or at a whole host. Repeat
 * one with {@code -Devox.strikes=200 -Devox.strikes.seed=1}.
 */
class RandomFailureTest {

  private static final int STRIKES = Integer.getInteger("evox.strikes", 10);
  private static final long SEED = Long.getLong("evox.strikes.seed", 1);

  private static final int PATIENCE_SECONDS = 4;
  private static final int DEADLINE_SECONDS = 2;

  /** What comes on top where the machine is busy. */
  private static final int BUSY_SECONDS = 10;

  /** On a quiet machine all processes work by then. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

  /** What they do until they are struck: collectives of a few bytes, of a hundred thousand, and between neighbours. */
  private static final List<List<String>> WORK = List.of(
      List.of("--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2", "--population", "8"),
      List.of("--algorithm", "PSO", "--problem", "ackley", "--dimension", "10", "--population", "20000"),
      List.of("--algorithm", "DE", "--problem", "rastrigin", "--dimension", "100", "--population", "5000"));

  private final Random random = new Random(SEED);

  @TempDir
  private Path folder;

  @Test
  void everyRunEndsAndLeavesNothing() throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (int s = 0; s < STRIKES; s++) {
      Path own = Files.createDirectory(folder.resolve("strike" + s));
      seconds.add(switch (random.nextInt(5)) {
        case 0, 1 -> strike(own, "shared");
        case 2 -> strike(own, "sockets");
        case 3 -> strike(own, "mpi");
        default -> strikeHost(s);
      });
    }
    Collections.sort(seconds);
    System.out.printf("%d strikes: the others had ended after %.1f s in the middle, %.1f s at most%n", STRIKES,
        seconds.get(STRIKES / 2), seconds.get(STRIKES - 1));
  }

  private double strike(Path own, String transport) throws Exception {
    int processes = 2 + random.nextInt(3);
    String[] endless = endless("--transport", transport).toArray(new String[0]);
    int rank = random.nextInt(processes + 1) - 1;
    String signal = rank < 0 || random.nextInt(3) > 0 ? "KILL" : "STOP";
    LocalWorld world = transport.equals("mpi") ? LocalWorld.byMpirun(own, processes, endless)
        : LocalWorld.start(own, processes, endless);
    long nanos = pause();
    long struck = System.nanoTime();
    world.signal(signal, rank);
    LocalWorld.await(() -> !world.othersRun(rank));
    double seconds = (System.nanoTime() - struck) * 1e-9;
    String what = own + ": " + signal + " at rank " + rank + " of " + processes + " over " + transport + " after "
        + nanos / 1_000_000 + " ms, " + List.of(endless) + ": " + world.err();
    assertThat(world.end(BUSY_SECONDS)).as(what).isNotZero();
    assertThat(seconds).as(what).isLessThan(PATIENCE_SECONDS + DEADLINE_SECONDS + BUSY_SECONDS);
    world.leavesNothing();
    return seconds;
  }

  private double strikeHost(int number) throws Exception {
    try (Hosts hosts = Hosts.start("host", 3)) {
      List<String> endless = endless();
      ByHand world = ByHand.start(hosts, 5000, endless, random.nextInt(3));
      long nanos = pause();
      int rank = random.nextInt(3);
      String how = List.of("cut", "freeze", "darken").get(random.nextInt(3));
      long struck = System.nanoTime();
      hosts.strike(how, "host" + (rank + 1));
      for (int id = 0; id < 3; id++) {
        if (id == rank) continue;
        String what = "strike " + number + ": " + how + " of host " + (rank + 1) + " after " + nanos / 1_000_000 + " ms, "
            + endless + ": " + world.err(id);
        assertThat(world.end(id)).as(what).isNotZero();
        assertThat((System.nanoTime() - struck) * 1e-9).as(what)
            .isLessThan(PATIENCE_SECONDS + DEADLINE_SECONDS + BUSY_SECONDS);
      }
      return (System.nanoTime() - struck) * 1e-9;
    }
  }

  private List<String> endless(String... more) {
    List<String> words = new ArrayList<>(List.of("solve"));
    words.addAll(WORK.get(random.nextInt(WORK.size())));
    words.addAll(List.of("--generations", "1000000000", "--threads", "1", "--deadline", Integer.toString(DEADLINE_SECONDS),
        "--patience", Integer.toString(PATIENCE_SECONDS)));
    words.addAll(List.of(more));
    return words;
  }

  private long pause() {
    long nanos = random.nextLong(LATEST_NANOS);
    LockSupport.parkNanos(nanos);
    return nanos;
  }
}
