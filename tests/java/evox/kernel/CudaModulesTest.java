package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
}
