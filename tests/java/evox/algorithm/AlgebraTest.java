package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.CublasProcess;
import evox.kernel.FakeGpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of matrices by cuBLAS, in all but the GPU: driver and library are our own. Both are called as the real ones are. */
class AlgebraTest {

  @TempDir
  private static Path folder;

  private static FakeGpus fakes;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    fakes = FakeGpus.build(Files.createDirectory(folder.resolve("modules")));
  }

  @ParameterizedTest
  @CsvSource({"12, 12.6.4 by JCublas", "13, 13.6.4 by JNA"})
  void productsAreThoseOfTheDefinitionsButForRounding(int major, String name) throws Exception {
    CublasProcess ended = run(fakes.cublas(major), "");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo("held by cuBLAS " + name + "\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-room | cublasCreate must succeed, got CUBLAS_STATUS_ALLOC_FAILED",
      "bad-product | a product of cuBLAS must succeed, got CUBLAS_STATUS_EXECUTION_FAILED"})
  void whatCublasRefusesEndsTheRunInItsWords(String fault, String message) throws Exception {
    for (int major : new int[] {12, 13}) {
      CublasProcess ended = run(fakes.cublas(major), fault);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("GpuFailed: " + message + ", gpu=0 (no GPU but this host, 0000:01:00.0)\n");
    }
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() throws Exception {
    Path absent = folder.resolve("absent.so");
    assertThat(run(absent, "").err()).contains("GpuFailed: cuBLAS must be installed, got none that loads: the library must be "
        + "a readable file, got path=" + absent + "; install cuBLAS (libcublas.so.12 or 13), or set EVOX_CUBLAS to its file");
  }

  @Test
  void aLibraryOfAnotherKindIsNamed() throws Exception {
    assertThat(run(fakes.nvrtc(), "").err()).containsPattern("GpuFailed: cuBLAS must be that of CUDA 12 or newer, got one without "
        + "a function of it: .*cublas");
  }

  private static CublasProcess run(Path cublas, String fault) throws Exception {
    return CublasProcess.run(fakes, AlgebraProgram.class, folder, cublas, fault);
  }
}
