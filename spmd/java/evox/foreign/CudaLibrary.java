package evox.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** NVIDIA's driver library and the binding to it, before anything of them is loaded. */
final class CudaLibrary {

  /** Names the driver's library file, in place of the one that the system finds. */
  static final String VARIABLE = "EVOX_CUDA";

  private static final String BINDING = "libJCudaDriver-12.6.0-linux-x86_64.so";

  private static final String DRIVER = "libcuda.so.1";

  private static final String OF_DRIVER = "NVIDIA's driver";

  private static final Path DEVICE = Path.of("/dev/nvidiactl");
  private static final Path DEVICE_OF_WINDOWS = Path.of("/dev/dxg");

  private static final String FOLDER = "java.io.tmpdir";

  private CudaLibrary() {}

  /** Whether it is worth while to load a driver: a machine without a GPU must not wait for one. */
  static boolean isLikely(Map<String, String> environment) {
    return isGiven(environment) || Files.exists(DEVICE) || Files.exists(DEVICE_OF_WINDOWS);
  }

  private static boolean isGiven(Map<String, String> environment) {
    return !environment.getOrDefault(VARIABLE, "").isBlank();
  }

  /**
   * Has the driver's library loaded, and by it the first class of its binding.
   *
   * @throws GpuFailed if one of them cannot be loaded, and why
   */
  static synchronized void load(Map<String, String> environment, Runnable firstClass) {
    try {
      if (isGiven(environment)) loadGiven(Path.of(environment.get(VARIABLE)).toAbsolutePath());
    } catch (IOException | LinkageError e) {
      throw missing(OF_DRIVER, e);
    }
    load(BINDING, OF_DRIVER, firstClass);
  }

  /**
   * Has the first class of a binding loaded. It would write its native half to a fixed name among the temporary files,
   * while another process may be reading it (of 48 processes started together 6 died), and load whatever lies there; so
   * it finds a whole one in a folder of the user's own.
   *
   * @param binding the file of the native half
   * @param library what it is bound to, for messages
   * @throws GpuFailed if one of them cannot be loaded, and why
   */
  static synchronized void load(String binding, String library, Runnable firstClass) {
    String before = System.getProperty(FOLDER);
    try {
      System.setProperty(FOLDER, file(binding).getParent().toString());
      firstClass.run();
    } catch (IOException | LinkageError e) {
      throw missing(library, e);
    } finally {
      System.setProperty(FOLDER, before);
    }
  }

  private static GpuFailed missing(String library, Throwable cause) {
    return new GpuFailed(library + " must be installed, got none that loads: " + reason(cause), cause);
  }

  /** The binding asks for its name later, and is given what is loaded. */
  private static void loadGiven(Path library) throws IOException {
    SharedObject.requireWhole(library);
    System.load(library.toString());
  }

  private static Path file(String binding) throws IOException {
    byte[] bytes = bytes(binding);
    return CachedFile.of(bytes, "jcuda-" + CachedFile.checksum(bytes) + "/" + binding);
  }

  /** Small in our own jar, which as a whole is not compressed; as it is in that of the binding. */
  private static byte[] bytes(String binding) throws IOException {
    try (InputStream small = CudaLibrary.class.getResourceAsStream("/lib/" + binding + ".gz");
        InputStream plain = CudaLibrary.class.getResourceAsStream("/lib/" + binding)) {
      if (small != null) return new GZIPInputStream(small).readAllBytes();
      if (plain != null) return plain.readAllBytes();
      throw new IOException("this jar is without " + binding);
    }
  }

  /** Of a page of stack traces what the linker says of the driver's library. */
  private static String reason(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String first = text.lines().findFirst().orElse("");
    return text.lines().filter(line -> line.contains(": " + DRIVER)).findFirst()
        .map(line -> line.substring(line.indexOf(DRIVER))).orElse(first);
  }
}
