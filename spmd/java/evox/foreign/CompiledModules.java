package evox.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Modules that NVRTC compiles when they are first used, and that are kept in the user's cache. */
final class CompiledModules {

  /** Ends a file that is whole, before its checksum. */
  private static final String WHOLE = "\n// whole ";

  private CompiledModules() {}

  /**
   * A module as the driver takes it; null where this jar has no sources of that name.
   *
   * @param architecture {@link Nvrtc#PORTABLE}, or a processor for its machine code, such as sm_90
   * @throws GpuFailed if it can't be compiled, and why
   */
  static byte[] compile(String module, String architecture, Map<String, String> environment) throws IOException {
    CudaSource source = CudaSource.ofModule(module);
    if (source == null) return null;
    // Whichever version compiled it: all say how each operation is rounded.
    String options = String.join(" ", Nvrtc.options(architecture));
    String name = "cuda-" + CachedFile.checksum(bytes(source.checksum() + options)) + "/" + module;
    byte[] kept = whole(CachedFile.find(name));
    if (kept != null) return kept;
    byte[] image = Nvrtc.load(environment).compile(source, architecture);
    keep(image, name);
    return image;
  }

  /** What can't be kept is compiled again next time, and serves now all the same. */
  private static void keep(byte[] image, String name) {
    try {
      CachedFile.of(ended(image), name);
    } catch (IOException e) {
      // All that is lost is the time of the next.
    }
  }

  /** An image with the line by which to see that it is whole. */
  static byte[] ended(byte[] image) {
    byte[] line = bytes(WHOLE + CachedFile.checksum(image));
    byte[] file = Arrays.copyOf(image, image.length + line.length);
    System.arraycopy(line, 0, file, image.length, line.length);
    return file;
  }

  /** What was kept, or null where it is not there or damaged. */
  static byte[] whole(byte[] file) {
    if (file == null) return null;
    int end = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(WHOLE);
    if (end < 0) return null;
    byte[] image = Arrays.copyOf(file, end);
    return Arrays.equals(file, ended(image)) ? image : null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
