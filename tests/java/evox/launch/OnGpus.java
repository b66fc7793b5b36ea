package evox.launch;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the jar on a machine with GPUs that are none. */
abstract class OnGpus {

  @TempDir
  static Path folder;

  static GpuJar gpus;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    gpus = GpuJar.build(folder);
  }
}
