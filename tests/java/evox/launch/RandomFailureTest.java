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
 * Strikes at any time, from the start of the processes on, at any of them or at their launcher. Repeat one with
 * {@code -Devox.strikes=200 -Devox.strikes.seed=1}.
 */
class RandomFailureTest {

  private static final int STRIKES = Integer.getInteger("evox.strikes", 10);
  private static final long SEED = Long.getLong("evox.strikes.seed", 1);

  private static final int PATIENCE_SECONDS = 4;
  private static final int DEADLINE_SECONDS = 2;

  /** What comes on top where the machine is busy. */
  private static final int BUSY_SECONDS = 30;

  @TempDir
  private Path folder;

  @Test
  void everyRunEndsAndLeavesNothing() throws Exception {
    Random random = new Random(SEED);
    List<Double> seconds = new ArrayList<>();
    for (int s = 0; s < STRIKES; s++) seconds.add(strike(s, random));
    Collections.sort(seconds);
    System.out.printf("%d strikes: the others had ended after %.1f s in the middle, %.1f s at most%n", STRIKES,
        seconds.get(STRIKES / 2), seconds.get(STRIKES - 1));
  }

  private double strike(int number, Random random) throws Exception {
    int processes = 2 + random.nextInt(3);
    String transport = random.nextBoolean() ? "shared" : "sockets";
    int rank = random.nextInt(processes + 1) - 1;
    String signal = rank < 0 || random.nextInt(3) > 0 ? "KILL" : "STOP";
    long nanos = random.nextLong(TimeUnit.MILLISECONDS.toNanos(2500));
    LocalWorld world = LocalWorld.start(Files.createDirectory(folder.resolve("strike" + number)), processes, "solve",
        "--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2", "--population", "8", "--generations",
        "1000000000", "--deadline", Integer.toString(DEADLINE_SECONDS), "--patience", Integer.toString(PATIENCE_SECONDS),
        "--transport", transport);
    LockSupport.parkNanos(nanos);
    long struck = System.nanoTime();
    world.signal(signal, rank);
    LocalWorld.await(() -> !world.othersRun(rank));
    double seconds = (System.nanoTime() - struck) * 1e-9;
    String what = "strike " + number + ": " + signal + " at rank " + rank + " of " + processes + " over " + transport
        + " after " + nanos / 1_000_000 + " ms: " + world.err();
    assertThat(world.end(BUSY_SECONDS)).as(what).isNotZero();
    assertThat(seconds).as(what).isLessThan(PATIENCE_SECONDS + DEADLINE_SECONDS + BUSY_SECONDS);
    world.leavesNothing();
    return seconds;
  }
}
