package evox.surrogate;

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

/** Gaussian processes with distances from cuBLAS, in all but the GPU. */
class ProductRegressionTest {

  @TempDir
  private static Path folder;

  private static FakeGpus fakes;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    fakes = FakeGpus.build(Files.createDirectory(folder.resolve("modules")));
  }

  @ParameterizedTest
  @CsvSource({"12, 12.6.4 by JCublas", "13, 13.6.4 by JNA"})
  void distancesAndWhatIsLearntFromThemAreThoseOfPairsButForRounding(int major, String name) throws Exception {
    assertThat(said(major, "")).isEqualTo("held by cuBLAS " + name + "\n");
  }

  @Test
  void allDistancesAreAskedOfTheLibrary() throws Exception {
    assertThat(said(13, "bad-product")).isEqualTo("refused by cuBLAS 13.6.4 by JNA\n");
  }

  private static String said(int major, String fault) throws Exception {
    CublasProcess ended =
        CublasProcess.run(fakes, ProductRegressionProgram.class, folder, fakes.cublas(major), fault);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }
}
