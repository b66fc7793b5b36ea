package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as the tasks of real Slurm steps, on nodes that share no address, no memory and no host name. */
class SlurmTest {

  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final List<String> SOLVE = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  private static SlurmCluster slurm;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    slurm = SlurmCluster.start(3);
  }

  @AfterAll
  static void end() throws Exception {
    if (slurm != null) slurm.close();
  }

  private static String[] srun(String words, List<String> program, String... more) {
    List<String> all = new ArrayList<>(List.of("srun"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of(JAVA, "-jar", JarProcess.JAR.toString()));
    all.addAll(program);
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static List<String> digests(JarProcess.Ended ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
    return Digests.in(ended.out());
  }

  private static String digestAlone() {
    return digests(JarProcess.here().run(SOLVE.toArray(new String[0]))).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
      "--nodes=1 --ntasks=4, auto, shared",
      "--nodes=3 --ntasks=4, auto, shared+sockets",
      "--nodes=3 --ntasks=3, sockets, sockets",
      "--nodes=3 --ntasks=4 --mpi=pmi2, sockets, sockets",
      "--nodes=3 --ntasks=4 --mpi=pmi2, auto, shared+sockets",
      "--nodes=2 --ntasks=3 --mpi=pmix, mpi, mpi"})
  void aStepIsOneWorldWithTheDigestOfOneProcess(String words, String asked, String transport) throws Exception {
    JarProcess.Ended ended = slurm.run(srun(words, SOLVE, "--transport", asked));
    assertThat(digests(ended)).containsExactly(digestAlone());
    assertThat(ended.err())
        .containsPattern("world of [34] processes by SLURM_PROCID, transport " + Pattern.quote(transport) + "\n");
  }

  @Test
  void stepsSideBySideInOneJobDoNotMeet() throws Exception {
    String step = String.join(" ", srun("--overlap --nodes=2 --ntasks=2", SOLVE));
    JarProcess.Ended ended = slurm.run("salloc", "--quiet", "--nodes=2", "--ntasks=2", "sh", "-c",
        step + " & " + step + " & wait");
    String alone = digestAlone();
    assertThat(digests(ended)).containsExactly(alone, alone);
    assertThat(ended.err()).doesNotContain("refused");
  }

  @Test
  void aTaskThatIsKilledEndsTheStepAndIsNamed() throws Exception {
    Path err = folder.resolve("err");
    Process step = slurm.login(folder.resolve("out"), err, List.of(srun("--nodes=3 --ntasks=3", List.of("solve",
        "--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2", "--generations", "1000000000", "--deadline", "2"))));
    // Once the first generations are through, all have found one another.
    LocalWorld.await(() -> text(err).contains("generation "));
    slurm.task(1).destroyForcibly();
    assertThat(step.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(step.exitValue()).isNotZero();
    assertThat(text(err).lines().filter(line -> line.contains("rank=1"))).as(text(err)).hasSize(2)
        .allMatch(line -> line.matches("a rank must .* from rank=1 on host=node2, collective=(all-gather|broadcast)"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
