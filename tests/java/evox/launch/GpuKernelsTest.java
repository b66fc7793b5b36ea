package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels that a driver does not take are compiled for its GPU. */
class GpuKernelsTest {

  @TempDir
  private static Path folder;

  private static GpuJar gpus;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    gpus = GpuJar.build(folder);
  }

  /** A driver that takes nothing of the jar's: too old for its format, or without a compiler. */
  @Test
  void kernelsThatADriverRefusesAreCompiledForTheGpuWhereNvrtcIs() {
    JarProcess refusing = gpus.jar("only-machine-code").with("EVOX_NVRTC", gpus.fakes().nvrtc().toString())
        .with("XDG_CACHE_HOME", folder.resolve("compiled").toString());
    String[] words = solve("PSO", "ackley", "--device", "gpu");
    assertThat(digest(refusing, words)).isEqualTo(digest(JarProcess.here(), solve("PSO", "ackley")));
    assertThat(digest(refusing.with("EVOX_NVRTC", "/absent/libnvrtc.so.12"), words))
        .as("what was compiled is kept").isEqualTo(digest(JarProcess.here(), solve("PSO", "ackley")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "only-machine-code | refuses | CUDA_ERROR_JIT_COMPILER_NOT_FOUND of those in this jar, and of NVRTC: NVRTC 12.9 must "
          + "compile cuda/uniform.cu, got NVRTC_ERROR_INVALID_OPTION: nvrtc: error: invalid value for --gpu-architecture",
      "bad-kernel | '' | CUDA_ERROR_INVALID_IMAGE of those in this jar, and CUDA_ERROR_INVALID_IMAGE of those that NVRTC "
          + "compiled; update NVIDIA's driver"})
  void kernelsThatNobodyTakesAreAnErrorThatSaysSo(String fault, String ofNvrtc, String message) {
    JarProcess.Ended ended = gpus.jar(fault).with("EVOX_NVRTC", gpus.fakes().nvrtc().toString()).with("EVOX_FAKE_NVRTC", ofNvrtc)
        .with("XDG_CACHE_HOME", folder.resolve("refused").toString()).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo("the driver must take the kernels uniform, got " + message
        + ", gpu=0 (no GPU but this host, 0000:01:00.0)\n");
  }
}
