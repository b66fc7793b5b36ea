package evox.launch;

import static evox.launch.GpuJar.digest;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies on a GPU, and what goes to it and comes back. */
class GpuMemoryTest extends OnGpus {

  private static final int FEW = 10;
  private static final int MANY = 30;

  /** Bytes of copies in a run, to the GPU and from it. */
  private record Copied(long to, long from) {}

  private static Copied copied(String algorithm, int dimension, int generations) throws IOException {
    Path copies = Files.createTempFile(folder, "copies", "");
    digest(gpus.jar("").with("EVOX_FAKE_CUDA_COPIES", copies.toString()), List.of("solve", "--algorithm", algorithm, "--problem",
        "ackley", "--dimension", "" + dimension, "--population", "640", "--generations", "" + generations, "--json",
        "--device", "gpu:0").toArray(String[]::new));
    long to = 0;
    long from = 0;
    for (String line : Files.readAllLines(copies)) {
      long bytes = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
      if (line.startsWith("to ")) to += bytes;
      else from += bytes;
    }
    return new Copied(to, from);
  }

  /** The fitness of 640 comes back, and of the best, where it is new, its coordinates; those go there as what all move to. */
  @ParameterizedTest
  @CsvSource({"PSO,10", "PSO,200", "DE,10", "DE,200", "OpenES,10", "OpenES,200"})
  void inAGenerationNothingIsCopiedThatGrowsWithPopulationTimesDimension(String algorithm, int dimension) throws IOException {
    Copied few = copied(algorithm, dimension, FEW);
    Copied many = copied(algorithm, dimension, MANY);
    double to = (double) (many.to() - few.to()) / (MANY - FEW);
    double from = (double) (many.from() - few.from()) / (MANY - FEW);
    long fitness = 640L * Double.BYTES;
    assertThat(from).isBetween((double) fitness, fitness + 8.0 * dimension * Double.BYTES);
    assertThat(to).isLessThan(fitness + 8.0 * dimension * Double.BYTES);
  }

  /** Two whole copies of the fitness, of more than 1 MiB, are those of any memory; all others are quicker. */
  @Test
  void aLargeFitnessComesBackToMemoryThatStaysInItsPlace() throws IOException {
    Path copies = Files.createTempFile(folder, "copies", "");
    digest(gpus.jar("").with("EVOX_FAKE_CUDA_COPIES", copies.toString()), new String[] {"solve", "--algorithm", "PSO",
        "--problem", "sphere", "--dimension", "2", "--population", "140000", "--generations", "6", "--json", "--device", "gpu:0"});
    List<String> whole = Files.readAllLines(copies).stream().filter(line -> line.endsWith(" " + 140000 * Double.BYTES)).toList();
    assertThat(whole).filteredOn(line -> line.startsWith("from pageable ")).hasSizeLessThanOrEqualTo(2);
    assertThat(whole).filteredOn(line -> line.startsWith("from pinned ")).hasSizeGreaterThanOrEqualTo(4);
  }

  /** Were what is loaded onto them kept for each run, eight would fill them. */
  @Test
  void aProgramThatRunsManyTimesHoldsItsGpusMemoryOnce() throws IOException {
    Path program = Files.writeString(folder.resolve("Often.java"), """
        import module evox.spmd;

        void main() {
          var world = World.alone(Device.cpu().withGpus(List.of(0, 1)));
          var best = new HashSet<Double>();
          for (int run = 0; run < 8; run++) {
            best.add(new StdWorkflow<>(new PSO(130), Problems.of("bbob15", 10, 1, 0)).distributed(world)
                .run(RandomKey.of(9), Stop.generations(3)).best().fitness());
            System.gc();
          }
          IO.println(best.size());
        }
        """);
    JarProcess.Ended ended = gpus.jar("memory=900000").run("run", program.toString());
    assertThat(ended.err()).contains("by NCCL");
    assertThat(ended.out()).as(ended.err()).isEqualTo("1\n");
  }
}
