package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What nvcc makes of the kernels. Needs a build with nvcc. */
class CudaModulesTest extends PtxContract {

  private static final Path MODULES = Path.of("target/native/build/cuda");

  @Override
  protected List<Path> modules() throws IOException {
    assumeTrue(Files.isDirectory(MODULES), "no nvcc here when the kernels were built; install the CUDA toolkit");
    try (Stream<Path> files = Files.list(MODULES)) {
      List<Path> modules = files.filter(file -> file.toString().endsWith(".ptx")).toList();
      assertThat(modules).isNotEmpty();
      return modules;
    }
  }

  /** What benchmarks hold the speed of this function to. */
  @Test
  void aCoordinateOfRastriginsFunctionTakesSixteenOperations() throws IOException {
    String evaluate = Files.readString(modules().stream().filter(file -> file.endsWith("evaluate.ptx")).findFirst()
        .orElseThrow());
    String entry = evaluate.substring(evaluate.indexOf(".entry evaluate__rastrigin"));
    String[] blocks = entry.substring(0, entry.indexOf(".entry", 1)).split("\n\\$L");
    for (int unrolled : new int[] {4, 3}) {
      assertThat(blocks).filteredOn(block -> count(block, "ld\\.global\\.f64") == unrolled).singleElement()
          .satisfies(block -> assertThat(count(block, "(?:fma|mul|add|sub)\\.rn\\.f64|cvt\\.rni\\.f64\\.f64"))
              .isEqualTo(16 * unrolled));
    }
  }

  private static long count(String text, String instruction) {
    return Pattern.compile("\\b" + instruction + "\\b").matcher(text).results().count();
  }
}
