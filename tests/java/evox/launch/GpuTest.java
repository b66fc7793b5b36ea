package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.NativeBuild;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on a GPU, in all but the GPU: the driver is our own, and runs the same kernels compiled for this machine. It has
 * two devices.
 */
class GpuTest {

  /** What the driver takes for a module: it has the kernels themselves. */
  private static final byte[] MODULE = {0x50, (byte) 0xed, 0x55, (byte) 0xba};

  @TempDir
  private static Path folder;

  private static Path driver;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    driver = NativeBuild.build("build", "cuda-fake").resolve("fake/libcuda.so.1").toAbsolutePath();
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(Path.of("native/cuda"), "*.cu")) {
      for (Path source : sources) {
        Files.write(folder.resolve(source.getFileName().toString().replace(".cu", ".fatbin")), MODULE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PSO,ackley", "PSO,rastrigin", "PSO,rosenbrock", "PSO,bbob15", "DE,ackley", "DE,rastrigin",
      "DE,rosenbrock", "DE,bbob15", "OpenES,ackley", "OpenES,rastrigin", "OpenES,rosenbrock", "OpenES,bbob15",
      "CMAES,bbob10", "SepCMAES,sphere", "NSGA2,dtlz2"})
  void theDigestIsThatOfTheProcessor(String algorithm, String problem) {
    assertThat(digest(jar(""), solve(algorithm, problem, "--device", "gpu")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, problem)));
  }

  /** All of them find no file of the driver's binding, and write it. */
  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES"})
  void severalProcessesShareOutTheGpus(String algorithm) {
    JarProcess process = jar("").with("XDG_CACHE_HOME", folder.resolve(algorithm).toString());
    assertThat(digest(process, solve(algorithm, "ackley", "--device", "gpu:1,0", "--processes", "3")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
  }

  @Test
  void theFilesOfARunAreThoseOfTheProcessor() throws IOException {
    Path gpu = folder.resolve("gpu");
    Path processor = folder.resolve("processor");
    digest(jar(""), solve("PSO", "ackley", "--device", "gpu", "--npy", gpu.toString()));
    digest(JarProcess.here(), solve("PSO", "ackley", "--npy", processor.toString()));
    try (Stream<Path> files = Files.list(processor)) {
      assertThat(files.toList()).isNotEmpty()
          .allSatisfy(file -> assertThat(gpu.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  @Test
  void infoNamesThemAndHoldsThemToTheProcessor() {
    assertThat(jar("").run("info").out())
        .contains("\ngpus          0: no GPU but this host (the processor's bits), "
            + "1: no GPU but this host (the processor's bits)\n");
  }

  /** What was asked for by name must be there. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "old-gpu | a GPU must have compute capability 7.5 or more, got 6.1 of GPU 0; --device gpu:N names "
          + "another"})
  void withoutAGpuThatWasAskedForNothingRuns(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
    assertThat(ended.out()).isEmpty();
  }

  /** Where nobody asks the processor does the same, and a line says why. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "bad-kernel | the load of the kernels uniform must succeed, got CUDA_ERROR_INVALID_IMAGE"})
  void withoutAGpuTheProcessorServes(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(solve("PSO", "ackley", "--device", "auto"));
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEqualTo("no GPU is used: " + message + "\n");
    assertThat(digest(ended)).isEqualTo(digest(JarProcess.here(), solve("PSO", "ackley")));
  }

  /** Also the proof that the runs above do use the driver. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bad-launch | cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS",
      "bad-kernel | the load of the kernels uniform must succeed, got CUDA_ERROR_INVALID_IMAGE",
      "memory=20000 | the GPU must have room for a block, got bytes="})
  void whatBreaksOnTheGpuEndsTheRunInOneLine(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith(message).hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "gpu:0,2 | the numbers of GPUs must be of [0, 1], got gpu:0,2",
      "gpu:x | --device must be one of auto, gpu, gpu:0,1, processor, java, baseline, avx2, avx512, neon, got --device=gpu:x"})
  void aWrongNumberNamesTheRightOnes(String device, String message) {
    JarProcess.Ended ended = jar("").run(solve("PSO", "ackley", "--device", device));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
  }

  @Test
  void aDriverThatIsNoLibraryIsNamed() {
    Path file = folder.resolve("absent.so");
    JarProcess.Ended ended = JarProcess.here().with("EVOX_CUDA", file.toString())
        .run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(
        "NVIDIA's driver must be installed, got none that loads: the library must be a readable file, got path=" + file
            + "\n");
  }

  private JarProcess jar(String fault) {
    return JarProcess.here().with("EVOX_CUDA", driver.toString()).with("EVOX_CUDA_MODULES", folder.toString())
        .with("EVOX_FAKE_CUDA", fault);
  }

  private static String[] solve(String algorithm, String problem, String... options) {
    List<String> words = new ArrayList<>(List.of("solve", "--algorithm", algorithm, "--problem", problem, "--dimension",
        "10", "--population", "130", "--generations", "12", "--seed", "9", "--json"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private static String digest(JarProcess process, String[] words) {
    JarProcess.Ended ended = process.run(words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return digest(ended);
  }

  private static String digest(JarProcess.Ended ended) {
    return ended.out().replaceFirst("(?s).*\"digest\":\"([0-9a-f]+)\".*", "$1");
  }
}
