package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels that a driver does not take are compiled for its GPU. */
class GpuKernelsTest extends OnGpus {

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

  /** It serves all the same: a file stands where a folder for it would be. */
  @Test
  void whatIsCompiledAndCannotBeKeptServesAllTheSame() throws IOException {
    Path cache = folder.resolve("full");
    JarProcess refusing = gpus.jar("only-machine-code").with("EVOX_NVRTC", gpus.fakes().nvrtc().toString())
        .with("XDG_CACHE_HOME", cache.toString());
    String[] words = solve("PSO", "ackley", "--device", "gpu");
    String compiled = digest(refusing, words);
    List<Path> kept;
    try (Stream<Path> all = Files.list(cache.resolve("evox-spmd"))) {
      kept = all.filter(path -> path.getFileName().toString().startsWith("cuda-")).toList();
    }
    assertThat(kept).isNotEmpty();
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Path own = Files.createDirectory(temporary.resolve("evox-spmd-" + System.getProperty("user.name")),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Path each : kept) {
      try (Stream<Path> modules = Files.list(each)) {
        for (Path module : modules.toList()) Files.delete(module);
      }
      Files.delete(each);
      Files.createFile(each);
      Files.createFile(own.resolve(each.getFileName()));
    }
    refusing.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    assertThat(digest(refusing, words)).isEqualTo(compiled);
    assertThat(kept).allMatch(Files::isRegularFile);
  }

  @Test
  void aLibraryOfAnotherKindIsNoNvrtc() {
    JarProcess.Ended ended = gpus.jar("only-machine-code").with("EVOX_NVRTC", gpus.fakes().cublas(13).toString())
        .with("XDG_CACHE_HOME", folder.resolve("other").toString()).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("NVRTC must be that of CUDA 12 or newer, got one without a function of it: ")
        .hasLineCount(1);
  }
}
