package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.world.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process is killed, stopped or throws; all others end within the deadline and say who, where and in which collective. */
class FailureTest {

  /** Works until something ends it. */
  private static final String[] WORK = {"solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2",
      "--population", "6", "--generations", "1000000000", "--deadline", "2"};

  /** Longer than any deadline here, on a busy machine. */
  private static final int SECONDS = 60;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"KILL,0,137", "KILL,2,137", "TERM,1,143", "STOP,0,1", "STOP,1,1"})
  void theOthersEndAndNameTheRank(String signal, int rank, int code) throws Exception {
    LocalWorld world = LocalWorld.start(folder, 3, WORK);
    world.awaitJoined();
    world.signal(signal, rank);
    assertThat(world.end(SECONDS)).isEqualTo(code);
    List<String> lines = world.err().lines().filter(line -> line.contains("rank=")).toList();
    assertThat(lines).hasSize(2).allMatch(line -> line.matches("(a|every) rank must .* from rank=" + rank
        + " on host=\\S+, collective=(all-gather|broadcast)"));
    world.leavesNothing();
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130", "KILL,137"})
  void nothingOutlivesTheLauncher(String signal, int code) throws Exception {
    LocalWorld world = LocalWorld.start(folder, 3, WORK);
    world.awaitJoined();
    world.signal(signal, -1);
    assertThat(world.end(SECONDS)).isEqualTo(code);
    world.leavesNothing();
  }

  @ParameterizedTest
  @CsvSource({"KILL,137", "TERM,143"})
  void aLauncherThatEndsBeforeAllHaveComeLeavesNothingEither(String signal, int code) throws Exception {
    LocalWorld world = LocalWorld.start(folder, 3, WORK);
    world.signal("STOP", 2);
    LocalWorld.await(() -> world.err().contains("waiting for id=2 of 3 processes"));
    world.signal("CONT", 2);
    world.signal(signal, -1);
    assertThat(world.end(SECONDS)).isEqualTo(code);
    world.leavesNothing();
  }

  @Test
  void anExceptionOnAnyThreadEndsAllAndIsNamed() throws Exception {
    LocalWorld world = run("Thread.ofPlatform().start(() -> { throw new IllegalStateException(\"no luck\"); });"
        + " Thread.currentThread().join();");
    assertThat(world.end(SECONDS)).isEqualTo(1);
    assertThat(world.err()).contains("java.lang.IllegalStateException: no luck")
        .containsPattern("rank=1 on host=\\S+ failed: java.lang.IllegalStateException: no luck, collective=barrier\n");
    world.leavesNothing();
  }

  @Test
  void anExceptionOnItsWayOutOfTheWorldIsNamedToo() throws Exception {
    LocalWorld world = run("throw new IllegalStateException(\"no luck\");");
    assertThat(world.end(SECONDS)).isEqualTo(1);
    assertThat(world.err()).contains("Exception in thread \"main\" java.lang.IllegalStateException: no luck\n\tat Broken");
    assertThat(world.err().lines().filter(line -> line.endsWith("collective=barrier"))).hasSize(2).allMatch(
        line -> line.matches("rank=1 on host=\\S+ failed: java.lang.IllegalStateException: no luck, collective=barrier"));
    world.leavesNothing();
  }

  @Test
  void aRankThatExitsEndsAllWithItsCode() throws Exception {
    LocalWorld world = run("System.exit(3);");
    assertThat(world.end(SECONDS)).isEqualTo(3);
    assertThat(world.err()).containsPattern("got (its connection closed|Connection reset) from rank=1 on host=\\S+, "
        + "collective=barrier\n");
    world.leavesNothing();
  }

  @Test
  void aRankThatComputesSaysSo() throws Exception {
    LocalWorld world = run("System.exit(3);", "Thread.sleep(100_000);");
    assertThat(world.end(SECONDS)).isEqualTo(3);
    assertThat(world.err().lines().filter(line -> line.endsWith(" from rank=1 on host=" + Machine.hostName()
        + ", collective=none: this rank was computing"))).hasSize(2);
    world.leavesNothing();
  }

  private LocalWorld run(String instead) throws Exception {
    return run(instead, "");
  }

  /** Three ranks meet in barriers, except rank 1, which does something else. */
  private LocalWorld run(String instead, String between) throws Exception {
    Path program = Files.writeString(folder.resolve("Broken.java"), """
        import module evox.spmd;

        void main(String[] arguments) throws Exception {
          try (World world = Spmd.initialize(arguments)) {
            world.communicator().barrier();
            if (world.rank() == 1) {
              INSTEAD
            }
            BETWEEN
            world.communicator().barrier();
          }
        }
        """.replace("INSTEAD", instead).replace("BETWEEN", between));
    return LocalWorld.start(folder, 3, "run", program.toString(), "--deadline", "2");
  }
}
