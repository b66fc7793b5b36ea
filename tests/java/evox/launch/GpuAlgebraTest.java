package evox.launch;

import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices that cuBLAS multiplies, in all but the GPU. */
class GpuAlgebraTest extends OnGpus {

  @ParameterizedTest
  @ValueSource(strings = {"CMAES", "OpenES"})
  void whoAsksForItHasMatricesMultipliedByCublas(String algorithm) {
    JarProcess.Ended own = JarProcess.here().run(solve(algorithm, "sphere"));
    for (int major : new int[] {12, 13}) {
      JarProcess jar = gpus.jar("").with("EVOX_CUBLAS", gpus.fakes().cublas(major).toString());
      JarProcess.Ended ended = jar.run(solve(algorithm, "sphere", "--algebra", "cublas"));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("cuBLAS " + major + ".6.4 by " + (major == 12 ? "JCublas" : "JNA")
          + " multiplies matrices: the bits are promised for this version and this kind of GPU alone\n");
      assertThat(best(ended)).isCloseTo(best(own), Percentage.withPercentage(1e-6));
      assertThat(Digests.of(ended)).isNotEqualTo(Digests.of(own));
      assertThat(Digests.of(jar.run(solve(algorithm, "sphere", "--algebra", "cublas")))).isEqualTo(Digests.of(ended));
    }
    JarProcess.Ended several = gpus.jar("").with("EVOX_CUBLAS", gpus.fakes().cublas(13).toString())
        .run(solve(algorithm, "sphere", "--algebra", "cublas", "--processes", "2"));
    assertThat(best(several)).isCloseTo(best(own), Percentage.withPercentage(1e-6));
  }

  /** Each rank of CMA-ES computes the whole state. */
  @Test
  void ranksThatWouldMultiplyOtherwiseAreRefused() {
    for (String[] options : new String[][] {{"--processes", "2"}, {"--device", "gpu:0,1"}}) {
      JarProcess.Ended ended = gpus.jar("").with("EVOX_FAKE_CUDA_1", "other-kind").run(Stream.concat(
          Stream.of(solve("CMAES", "sphere", "--algebra", "cublas")), Stream.of(options)).toArray(String[]::new));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("all ranks must multiply matrices by one version of a library on one kind of GPU, got "
          + "cuBLAS 13.6.4 by JNA on no GPU");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--device processor --algebra cublas | --algebra=cublas must have a GPU, got --device=processor",
      "--device gpu --algebra openblas | --algebra must be one of own, cublas, got --algebra=openblas",
      "--algebra cublas | cuBLAS must be installed, got none that loads: the library must be a readable file, got "
          + "path=/absent/libcublas.so.13; install cuBLAS (libcublas.so.12 or 13), or set EVOX_CUBLAS to its file"})
  void withoutCublasWhoAsksForItIsRefused(String options, String message) {
    JarProcess.Ended ended = gpus.jar("").with("EVOX_CUBLAS", "/absent/libcublas.so.13")
        .run(solve("CMAES", "sphere", options.split(" ")));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
  }

  @Test
  void anAlgorithmWithoutProductsOfMatricesIsRefused() {
    JarProcess.Ended ended = gpus.jar("").run(solve("PSO", "sphere", "--algebra", "cublas"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo("--algebra=cublas must have an algorithm that multiplies matrices, CMAES or OpenES, got "
        + "--algorithm=PSO\n");
  }

  private static double best(JarProcess.Ended ended) {
    return Double.parseDouble(ended.out().replaceFirst("(?s).*\"best\":([-+.0-9E]+).*", "$1"));
  }
}
