package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;

import evox.message.CuttingProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that hide what they say from others. */
class SealedPoolTest extends PoolContract {

  private static final String WORDS = "the population of generation 7";

  @TempDir
  private Path folder;

  @Override
  Pool open() {
    return Pool.open(PoolSettings.processes(2).hiding("on"));
  }

  /** A worker that comes from elsewhere, to a port of this machine. */
  private Process start(int port, String tls) throws Exception {
    ProcessBuilder builder = OutsideWorker.to(port, "secret", List.of()).redirectError(folder.resolve("err").toFile());
    builder.environment().put("EVOX_TLS", tls);
    return builder.start();
  }

  @Test
  void whoReadsAlongSeesTasksAndResultsOnlyWhereTheyAreOpen() throws Exception {
    assertThat(overheard("off")).contains(WORDS).contains(WORDS.toUpperCase());
    assertThat(overheard("on")).hasSizeGreaterThan(2 * WORDS.length()).doesNotContain("population")
        .doesNotContain("POPULATION");
  }

  private String overheard(String tls) throws Exception {
    Process worker = null;
    try (Pool door = Pool.open(PoolSettings.processes(0).open("127.0.0.1", 0, "secret").hiding(tls));
        CuttingProxy wiretap = CuttingProxy.wiretap(door.port())) {
      worker = start(wiretap.port(), tls);
      assertThat(door.map((String text) -> text.toUpperCase(), List.of(WORDS))).containsExactly(WORDS.toUpperCase());
      return wiretap.seen();
    } finally {
      if (worker != null) worker.destroyForcibly().waitFor();
    }
  }

  @Test
  void aWorkerThatDoesNotHideItsWordsPartsAtOnce() throws Exception {
    try (Pool door = Pool.open(PoolSettings.processes(0).open("127.0.0.1", 0, "secret").hiding("on")
        .waiting(Duration.ofSeconds(100), Duration.ofSeconds(100)).saying(line -> { }))) {
      Process worker = start(door.port(), "off");
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isNotZero();
      assertThat(Files.readString(folder.resolve("err"))).contains("both processes must have the same --tls, got one with it "
          + "and one without: with it is ");
      assertThat(door.workers()).isZero();
    }
  }
}
