package evox.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The native module: one shared library with the kernels for every instruction set, carried in the jar.
 *
 * <p>It is bound by JNI, with one entry for all kernels: a foreign-function linker costs 60 ms at its first use, a
 * third of a small run, and JNI costs none. Where the library cannot be loaded the Java engine serves, and
 * {@link #absence} says why.
 */
public final class NativeLibrary {

  /** Names a library file to load in place of the one in the jar. */
  public static final String VARIABLE = "EVOX_NATIVE";

  private static final String ABSENCE = load();

  private NativeLibrary() {}

  /** Whether the native module is loaded. */
  public static boolean isPresent() {
    return ABSENCE == null;
  }

  /** Why the native module is absent and what would bring it, in one line; null where it is present. */
  public static String absence() {
    return ABSENCE;
  }

  /** The ordinal in {@link Isa} of the widest instruction set that is built and runs here. */
  static native int bestIsa();

  /** Whether the instruction set of this ordinal is built and runs here. */
  static native boolean hasIsa(int isa);

  /** The address of a kernel or tile function for an instruction set, or 0 where there is none of that name. */
  public static native long find(int isa, String name);

  /** Runs a kernel on the units from (inclusive) to (exclusive), with the address of its arguments. */
  public static native void invoke(long kernel, long arguments, long from, long to);

  /** Zeroed memory, aligned to 2 MiB and asked to be backed by large pages; 0 where there is none. */
  public static native long allocate(long bytes);

  /** Gives back what {@link #allocate} gave. */
  public static native void free(long address, long bytes);

  private static String load() {
    String forced = System.getenv(VARIABLE);
    try {
      Path library = forced == null || forced.isBlank() ? unpacked() : Path.of(forced).toAbsolutePath();
      SharedObject.requireWhole(library);
      System.load(library.toString());
      requireKernels(library);
      return null;
    } catch (IOException | UnsatisfiedLinkError | SecurityException e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      return "the native kernels could not be loaded, the Java engine is left: " + cause.lines().findFirst().orElse("");
    }
  }

  private static void requireKernels(Path library) {
    try {
      bestIsa();
    } catch (UnsatisfiedLinkError e) {
      throw new UnsatisfiedLinkError("the library must hold the kernels, got path=" + library);
    }
  }

  /** The library as a file: in the user's cache, named by its checksum so that versions live side by side. */
  private static Path unpacked() throws IOException {
    String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ")[0]
        + "-" + System.getProperty("os.arch");
    String resource = "/native/" + platform + "/libevox-kernels.so";
    byte[] bytes;
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("this jar was built without them for " + platform
            + "; install CMake and g++ and build again with ./evox");
      }
      bytes = in.readAllBytes();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    String name = "libevox-kernels-" + Long.toHexString(checksum.getValue()) + "-" + bytes.length + ".so";
    IOException last = null;
    for (Path folder : new Path[] {userCache(), Path.of(System.getProperty("java.io.tmpdir"))}) {
      try {
        return place(bytes, checksum.getValue(), Files.createDirectories(folder).resolve(name));
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("evox-spmd");
  }

  /** Writes the file unless it stands there whole: several processes may start at once, one may have died half-way. */
  private static Path place(byte[] bytes, long checksum, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      CRC32C found = new CRC32C();
      found.update(Files.readAllBytes(file));
      if (found.getValue() == checksum) return file;
    }
    Path fresh = Files.createTempFile(file.getParent(), "libevox-kernels", ".part");
    try {
      Files.write(fresh, bytes);
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }
}
