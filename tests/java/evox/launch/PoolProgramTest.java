package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs given to {@code run} whose functions other processes run. */
class PoolProgramTest {

  @TempDir
  private Path folder;

  private Path program(String name, String body) throws Exception {
    return Files.writeString(folder.resolve(name), "import module evox.spmd;\n\n" + body);
  }

  @Test
  void raysFirstProgramPrintsTheSquares() {
    JarProcess.Ended ended = JarProcess.here().run("run", "launch/examples/Squares.java");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("[0, 1, 4, 9]\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void theRanksOfAWorldWorkForRankZero() throws Exception {
    Path program = program("Ranks.java", """
        void main(String[] arguments) {
          try (World world = Spmd.initialize(arguments)) {
            RandomKey key = RandomKey.of(1);
            Pool.of(world, Resources.cores(1), pool -> IO.println(pool.map(
                (Integer x, Here here) -> x + key.at(here.call(), here.index()).below(0, 1000), List.of(0, 1, 2, 3, 4))));
          }
        }
        """);
    String alone = JarProcess.here().run("run", program.toString()).out();
    assertThat(alone).matches("\\[\\d+(, \\d+){4}]\n");
    assertThat(JarProcess.here().run("run", program.toString(), "--processes", "3").out()).isEqualTo(alone);
    assertThat(JarProcess.here().run("run", program.toString(), "--processes", "3", "--tls", "on").out()).isEqualTo(alone);
  }

  @Test
  void theRanksOfAMachineHoldDifferentGpus() throws Exception {
    Path program = program("Gpus.java", """
        void main(String[] arguments) {
          try (World world = Spmd.initialize(arguments)) {
            Pool.of(world, Resources.cores(1).gpus(1), pool -> {
              Pool holding = pool.with(Resources.NONE.gpus(1));
              IO.println(new TreeSet<>(holding.each((Object x, Here here) -> here.worker() + here.gpus(), null)));
            });
          }
        }
        """);
    String[] words = {"run", program.toString(), "--processes", "3"};
    assertThat(JarProcess.here().run(words).out()).isEqualTo("[rank-1[0], rank-2[1]]\n");
    // Whoever starts them has shown each its own.
    assertThat(JarProcess.here().with("CUDA_VISIBLE_DEVICES", "5").run(words).out()).isEqualTo("[rank-1[0], rank-2[0]]\n");
  }

  @Test
  void whatTheCommandLineHidesThePoolHides() throws Exception {
    Path program = program("Hiding.java", """
        void main() {
          try (Pool pool = Pool.processes(1)) {
            IO.println(pool.map(name -> System.getenv(name), List.of("EVOX_TLS")));
          }
        }
        """);
    assertThat(JarProcess.here().run("run", "--tls", "on", program.toString()).out()).isEqualTo("[on]\n");
    assertThat(JarProcess.here().run("run", program.toString()).out()).isEqualTo("[off]\n");
  }

  @Test
  void aFunctionThatUsesTheProgramItselfIsRefusedWithItsCure() throws Exception {
    Path program = program("Own.java", """
        int square(int x) {
          return x * x;
        }

        void main() {
          try (Pool pool = Pool.processes(1)) {
            pool.map(x -> square(x), List.of(1));
          }
        }
        """);
    JarProcess.Ended ended = JarProcess.here().run("run", program.toString());
    assertThat(ended.err()).contains(", which uses \"this\", a Own; make what it calls static, or keep the field it reads "
        + "in a variable");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void workersEndWhenTheHeadIsKilled() throws Exception {
    Path program = program("Endless.java", """
        void main() {
          try (Pool pool = Pool.processes(2)) {
            pool.map(x -> {
              IO.println("begun");
              Thread.currentThread().join();
              return x;
            }, List.of(0, 1));
          }
        }
        """);
    Path out = folder.resolve("out");
    Process head = JarProcess.here().start(out, folder.resolve("err"), List.of(), "run", program.toString());
    LocalWorld.await(() -> lines(out) == 2);
    List<ProcessHandle> workers = head.children().toList();
    assertThat(workers).hasSize(2);
    head.destroyForcibly().waitFor();
    LocalWorld.await(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static long lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
