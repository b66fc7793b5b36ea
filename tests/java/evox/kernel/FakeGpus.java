package evox.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Two GPUs in all but the GPUs: the driver is our own and runs the same kernels compiled for this machine, and so are NCCL,
 * which combines in shared memory, cuBLAS and NVRTC. All are called as the real ones are.
 *
 * @param folder where they lie
 * @param modules what the driver takes for the modules; it has the kernels themselves
 */
public record FakeGpus(Path folder, Path modules) {

  /** An NCCL that can do all that is asked of it, and one from before communicators could be split. */
  public static final String SPLITS = "22809";
  public static final String DOES_NOT_SPLIT = "21701";

  private static final byte[] MODULE = {0x50, (byte) 0xed, 0x55, (byte) 0xba};

  /** Builds them; the test is skipped where nothing can be built. */
  public static FakeGpus build(Path modules) throws IOException, InterruptedException {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    Path folder = NativeBuild.build("build", "cuda-fake").resolve("fake").toAbsolutePath();
    NativeBuild.build("build", "nccl-fake");
    NativeBuild.build("build", "cublas-fake");
    NativeBuild.build("build", "nvrtc-fake");
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(Path.of("native/cuda"), "*.cu")) {
      for (Path source : sources) {
        Files.write(modules.resolve(source.getFileName().toString().replace(".cu", ".fatbin")), MODULE);
      }
    }
    return new FakeGpus(folder, modules);
  }

  /** The file of a cuBLAS, that of CUDA 12 or 13. */
  public Path cublas(int major) {
    return folder.resolve("libcublas.so." + major);
  }

  /** The file of an NVRTC that makes machine code for these GPUs. */
  public Path nvrtc() {
    return folder.resolve("libnvrtc.so.12");
  }

  /** What a process must be told to find them. */
  public Map<String, String> environment(String version) {
    return Map.of("EVOX_CUDA", folder.resolve("libcuda.so.1").toString(), "EVOX_CUDA_MODULES", modules.toString(),
        "EVOX_NCCL", folder.resolve(version).resolve("libnccl.so.2").toString());
  }
}
