package evox.foreign;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * NVIDIA's library of dense algebra. It is loaded when somebody asks for it, by a name that the system knows or from the
 * file that is given; neither a GPU nor a driver is needed for that.
 *
 * @param major of its version
 * @param version such as 13.0.2
 */
record CublasLibrary(int major, String version) {

  /** Names the library's file, in place of the ones that the system finds. */
  static final String VARIABLE = "EVOX_CUBLAS";

  private static final List<String> NAMES = List.of("libcublas.so.12", "libcublas.so.13");

  /** What JCublas is bound to. */
  private static final int OF_JCUBLAS = 12;

  /** As the header numbers them: major, minor, patch. */
  private static final int PROPERTIES = 3;

  /**
   * Loads the library.
   *
   * @throws GpuFailed if there is none, or one too old, and what would bring one
   */
  static synchronized CublasLibrary load(Map<String, String> environment) {
    NativeLibrary library = library(environment);
    try {
      LibCublas.bind(library);
    } catch (UnsatisfiedLinkError e) {
      throw new GpuFailed("cuBLAS must be that of CUDA 12 or newer, got one without a function of it: " + firstLine(e), e);
    }
    int[] parts = new int[PROPERTIES];
    for (int property = 0; property < PROPERTIES; property++) {
      int[] value = new int[1];
      int status = LibCublas.cublasGetProperty(property, value);
      if (status != 0) throw new GpuFailed("cublasGetProperty must succeed, got " + text(status));
      parts[property] = value[0];
    }
    return new CublasLibrary(parts[0], parts[0] + "." + parts[1] + "." + parts[2]);
  }

  private static NativeLibrary library(Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "");
    Throwable last = null;
    for (String name : given.isBlank() ? NAMES : List.of(Path.of(given).toAbsolutePath().toString())) {
      try {
        if (!given.isBlank()) SharedObject.requireWhole(Path.of(name));
        return NativeLibrary.getInstance(name);
      } catch (UnsatisfiedLinkError | IOException e) {
        last = e;
      }
    }
    throw new GpuFailed("cuBLAS must be installed, got none that loads: " + firstLine(last)
        + "; install cuBLAS (libcublas.so.12 or 13), or set " + VARIABLE + " to its file", last);
  }

  private static String firstLine(Throwable cause) {
    return cause.getMessage().lines().findFirst().orElse("");
  }

  /** By JCublas where it is of CUDA 12, whose library alone JCublas takes; by JNA elsewhere. */
  CublasFunctions functions() {
    if (major == OF_JCUBLAS) {
      try {
        return new CublasByJCublas();
      } catch (GpuFailed e) {
        return new CublasByJna();
      }
    }
    return new CublasByJna();
  }

  /** In the library's words. */
  static String text(int status) {
    return LibCublas.cublasGetStatusName(status);
  }
}
