package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.large;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a GPU that was asked for ends the run and is said in a line. */
class GpuFailureTest extends OnGpus {

  /** What was asked for by name must be there. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "old-gpu | a GPU must have compute capability 7.5 or more, got 6.1 of GPU 0; --device gpu:N names "
          + "another"})
  void withoutAGpuThatWasAskedForNothingRuns(String fault, String message) {
    JarProcess.Ended ended = gpus.jar(fault).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
    assertThat(ended.out()).isEmpty();
  }

  /** Also the proof that the runs above do use the driver. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bad-launch | cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS",
      "bad-kernel | the driver must take the kernels uniform, got CUDA_ERROR_INVALID_IMAGE of those in this jar, and of NVRTC: ",
      "memory=20000 | the GPU must have room for a block, got bytes="})
  void whatBreaksOnTheGpuEndsTheRunInOneLine(String fault, String message) {
    JarProcess.Ended ended = gpus.jar(fault).run(solve("PSO", "ackley", "--device", "gpu:1"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith(message).contains(", gpu=1 (no GPU but this host, 0000:02:00.0)").hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  /** On every rank the same line, of the rank whose GPU it is. */
  @ParameterizedTest
  @ValueSource(strings = {"bad-launch", "memory=20000"})
  void whatBreaksOnARanksGpuNamesTheRank(String fault) throws Exception {
    JarProcess jar = gpus.jar("").with("EVOX_FAKE_CUDA_1", fault);
    JarProcess.Ended ended = jar.run(solve("PSO", "ackley", "--device", "gpu", "--processes", "2"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .containsPattern("(?m)^(cuLaunchKernel|the GPU must).*, gpu=1 \\(no GPU but this host, 0000:02:00.0\\), rank=1 on host=\\S+")
        .containsPattern("(?m)^rank=1 on host=\\S+ failed: .*gpu=1 \\(.*, collective=");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "gpu:0,2 | the numbers of GPUs must be of [0, 1], got gpu:0,2",
      "gpu:x | --device must be one of auto, gpu, gpu:0,1, processor, java, baseline, avx2, avx512, neon, got --device=gpu:x"})
  void aWrongNumberNamesTheRightOnes(String device, String message) {
    JarProcess.Ended ended = gpus.jar("").run(solve("PSO", "ackley", "--device", device));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
  }

  @Test
  void aDriverThatIsNoLibraryIsNamed() {
    Path file = folder.resolve("absent.so");
    JarProcess.Ended ended = JarProcess.here().with("EVOX_CUDA", file.toString())
        .run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    String message = "NVIDIA's driver must be installed, got none that loads: the library must be a readable file, got path="
        + file + "\n";
    assertThat(ended.err()).isEqualTo(message);
    JarProcess.Ended otherwise = JarProcess.here().with("EVOX_CUDA", file.toString()).run(large());
    assertThat(otherwise.err()).isEqualTo("no GPU is used: " + message);
    assertThat(Digests.of(otherwise)).isEqualTo(digest(JarProcess.here(), large()));
  }
}
