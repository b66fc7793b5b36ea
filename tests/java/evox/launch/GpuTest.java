package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on GPUs, in all but the GPUs, give the bits of the processor. */
class GpuTest extends OnGpus {

  @ParameterizedTest
  @CsvSource({"PSO,ackley", "PSO,rastrigin", "PSO,rosenbrock", "PSO,bbob15", "DE,ackley", "DE,rastrigin",
      "DE,rosenbrock", "DE,bbob15", "OpenES,ackley", "OpenES,rastrigin", "OpenES,rosenbrock", "OpenES,bbob15",
      "CMAES,bbob10", "SepCMAES,sphere", "NSGA2,dtlz2"})
  void theDigestIsThatOfTheProcessor(String algorithm, String problem) {
    assertThat(digest(gpus.jar(""), solve(algorithm, problem, "--device", "gpu")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, problem)));
  }

  /** All of them find no file of the driver's binding, and write it. */
  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES"})
  void severalProcessesShareOutTheGpus(String algorithm) {
    JarProcess process = gpus.jar("").with("XDG_CACHE_HOME", folder.resolve(algorithm).toString());
    assertThat(digest(process, solve(algorithm, "ackley", "--device", "gpu:1,0", "--processes", "3")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
    String idle = process.run(solve(algorithm, "ackley", "--device", "gpu:1,0,1", "--processes", "2")).err();
    assertThat(idle).containsPattern("each of several processes uses one GPU, got gpus=3 and processes=2 on host=\\S+; start");
  }

  @Test
  void theFilesOfARunAreThoseOfTheProcessor() throws IOException {
    Path gpu = folder.resolve("gpu");
    Path processor = folder.resolve("processor");
    digest(gpus.jar(""), solve("PSO", "ackley", "--device", "gpu", "--npy", gpu.toString()));
    digest(JarProcess.here(), solve("PSO", "ackley", "--npy", processor.toString()));
    try (Stream<Path> files = Files.list(processor)) {
      assertThat(files.toList()).isNotEmpty()
          .allSatisfy(file -> assertThat(gpu.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  /** The driver's two are shared out to the threads of a pool, one to each. */
  @Test
  void theWorkersOfAPoolsWorkflowUseOneEach() throws IOException {
    Path program = Files.writeString(folder.resolve("Pooled.java"), """
        import module evox.spmd;

        void main() {
          var processor = new HistoryDigest();
          new StdWorkflow<>(new PSO(130), new Ackley(10), processor).run(RandomKey.of(9), Stop.generations(12));
          var gpus = new HistoryDigest();
          var each = Resources.cores(1).gpus(1);
          new PoolWorkflow<>(new PSO(130), new Ackley(10), 2, each, gpus).run(RandomKey.of(9), Stop.generations(12));
          IO.println(gpus.hex().equals(processor.hex()));
        }
        """);
    assertThat(gpus.jar("").run("run", program.toString()).out()).isEqualTo("true\n");
    assertThat(gpus.jar("bad-launch").run("run", program.toString()).err())
        .contains("cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS, gpu=");
  }

  @Test
  void infoNamesThemAndHoldsThemToTheProcessor() {
    assertThat(gpus.jar("").run("info").out())
        .contains("\ngpus          0: no GPU but this host (the processor's bits), "
            + "1: no GPU but this host (the processor's bits)\n");
  }
}
