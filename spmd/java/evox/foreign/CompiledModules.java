package evox.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Modules that NVRTC compiles when they are first used, and that are kept in the user's cache. */
final class CompiledModules {

  /** Ends a file that is whole, before its checksum. */
  private static final String WHOLE = "\n// whole ";

  private CompiledModules() {}

  /**
   * A module as the driver takes it; null where this jar has no sources of that name.
   *
   * @throws GpuFailed if it can't be compiled, and why
   */
  static byte[] compile(String module, Map<String, String> environment) throws IOException {
    CudaSource source = CudaSource.ofModule(module);
    if (source == null) return null;
    // Whichever version compiled it: all say how each operation is rounded.
    String name = "cuda-" + checksum(source.checksum() + Nvrtc.OPTIONS) + "/" + module + ".ptx";
    String kept = whole(CachedFile.find(name));
    if (kept != null) return image(kept);
    String ptx = Nvrtc.load(environment).compile(source);
    CachedFile.of((ptx + WHOLE + checksum(ptx)).getBytes(StandardCharsets.UTF_8), name);
    return image(ptx);
  }

  /** What was kept, or null where it is not there or damaged. */
  static String whole(byte[] file) {
    if (file == null) return null;
    String text = new String(file, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(WHOLE);
    if (end < 0) return null;
    String ptx = text.substring(0, end);
    return text.substring(end + WHOLE.length()).equals(checksum(ptx)) ? ptx : null;
  }

  private static String checksum(String text) {
    return CachedFile.checksum(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The driver reads text up to a zero. */
  private static byte[] image(String ptx) {
    return (ptx + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
