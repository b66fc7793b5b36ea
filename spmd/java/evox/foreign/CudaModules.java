package evox.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The kernels for CUDA, as {@code native/cuda} builds them: which module has which, and under what name. */
final class CudaModules {

  /** Names a folder of modules to load in place of those in the jar. */
  static final String VARIABLE = "EVOX_CUDA_MODULES";

  private CudaModules() {}

  /** The module of a kernel: operations whose first word is the same lie together. */
  static String moduleOf(String kernel) {
    return kernel.split("[-/]")[0];
  }

  /** The name of a kernel, or of a tile function, as C allows it. */
  static String symbol(String kernel) {
    return kernel.replace("/", "__").replace('-', '_');
  }

  /**
   * The bytes of a module, compiled now where this jar has it only as it is written; null where it has none of that name.
   *
   * @throws GpuFailed if it can't be compiled
   */
  static byte[] read(String module, Map<String, String> environment) {
    String folder = environment.getOrDefault(VARIABLE, "");
    try {
      if (!folder.isBlank()) {
        Path file = Path.of(folder, module + ".fatbin");
        return Files.exists(file) ? Files.readAllBytes(file) : null;
      }
      try (InputStream in = CudaModules.class.getResourceAsStream("/native/cuda/" + module + ".fatbin")) {
        return in == null ? CompiledModules.compile(module, Nvrtc.PORTABLE, environment) : in.readAllBytes();
      }
    } catch (IOException e) {
      throw new GpuFailed("the modules of kernels must be readable, got " + e, e);
    }
  }
}
