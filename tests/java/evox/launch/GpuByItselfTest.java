package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.large;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GPU that nobody has asked for by name, in all but the GPU. */
class GpuByItselfTest extends OnGpus {

  /** That it is used shows in what it can't do. */
  @Test
  void aLargePopulationGoesToAGpuByItself() {
    assertThat(digest(gpus.jar(""), large())).isEqualTo(digest(JarProcess.here(), large()));
    assertThat(gpus.jar("old-driver").run(large("--device", "auto")).err()).startsWith("no GPU is used: the driver must be");
    for (String[] words : List.of(solve("PSO", "ackley"), large("--device", "processor"), large("--algorithm", "CMAES"))) {
      JarProcess.Ended ended = gpus.jar("old-driver").run(words);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).isEmpty();
    }
  }

  /** Where nobody asks the processor does the same, and a line says why. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "bad-kernel | the driver must take the kernels uniform, got CUDA_ERROR_INVALID_IMAGE of those in this jar, and of NVRTC: ",
      "bad-launch | cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS, gpu=0 (no GPU but this host, 0000:01:00.0)",
      "memory=20000 | the GPU must have room for a block, got bytes=",
      "memory=10000000 | a GPU must have room for the population, got bytes=13015040, free=",
      "other-bits | a GPU must give the processor's bits, got others in a short run, gpu=0 (no GPU but this host, "})
  void withoutAGpuTheProcessorServes(String fault, String message) {
    JarProcess.Ended ended = gpus.jar(fault).run(large());
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).startsWith("no GPU is used: " + message).hasLineCount(1);
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), large()));
  }

  @Test
  void oneOfSeveralRanksMayBeWithoutAGpu() throws Exception {
    JarProcess.Ended ended = gpus.jar("").with("EVOX_FAKE_CUDA_1", "bad-launch").run(large("--processes", "2"));
    assertThat(ended.err()).containsPattern("(?m)^no GPU is used by 1 of 2 processes: cuLaunchKernel must succeed, got "
        + "CUDA_ERROR_ILLEGAL_ADDRESS, gpu=1 \\(no GPU but this host, 0000:02:00.0\\), rank=1 on host=\\S+$");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), large()));
  }

  /** Whether each finds none, or finds one that it can't use. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "old-driver | --processes 3 | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4",
      "bad-launch | --processes 3 | cuLaunchKernel must succeed"})
  void aWorldSaysItOnce(String fault, String options, String message) {
    JarProcess.Ended ended = gpus.jar(fault).run(large(options.split(" ")));
    assertThat(ended.err().lines().filter(line -> line.contains("no GPU is used"))).singleElement().asString()
        .startsWith("no GPU is used: " + message);
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), large()));
  }

  @Test
  void whereNoneShowsInfoSaysWhatWouldShowOne() {
    Assumptions.assumeFalse(Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")), "a GPU is here");
    assertThat(JarProcess.here().run("info").out()).contains("\ngpus          none, the processor computes; one of NVIDIA's "
        + "with its driver would show as /dev/nvidiactl or /dev/dxg, which a container must be given\n");
  }
}
