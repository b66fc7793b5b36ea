package evox.foreign;

import java.io.IOException;
import java.nio.file.Path;

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

  /** Copies bytes from an address to another. */
  public static native void copy(long from, long to, long bytes);

  /** As {@link #copy}, of bytes that do not overlap, by stores that no cache keeps. */
  public static native void copyPastCaches(long from, long to, long bytes);

  /** The index of the first of the least of so many doubles at an address; 0 if all are NaN, which never are the least. */
  public static native long best(long values, long count);

  /** Calls MPI's function at this address, MPI_Isend or MPI_Irecv, and returns what it does. */
  static native int startMessage(
      long function, long bytes, int count, long type, int peer, int tag, long communicator, long request);

  /** Calls MPI_Test, which is at this address, until it sets the flag or fails, so many times at most. */
  static native int testMessage(long function, long request, long flag, long status, int times);

  private static String load() {
    String forced = System.getenv(VARIABLE);
    try {
      Path library = forced == null || forced.isBlank() ? unpacked() : Path.of(forced).toAbsolutePath();
      SharedObject.requireWhole(library);
      System.load(library.toString());
      requireVersion(library);
      return null;
    } catch (IOException | UnsatisfiedLinkError | SecurityException e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      return "the native kernels could not be loaded, the Java engine is left: " + cause.lines().findFirst().orElse("");
    }
  }

  private static void requireVersion(Path library) {
    try {
      bestIsa();
      // What came last: an older library has the kernels alone.
      copyPastCaches(0, 0, 0);
    } catch (UnsatisfiedLinkError e) {
      throw new UnsatisfiedLinkError("the library must be of this version, got path=" + library);
    }
  }

  /** The library as a file: in the user's cache, named by its checksum so that versions live side by side. */
  private static Path unpacked() throws IOException {
    CarriedLibrary carried = new CarriedLibrary();
    String checksum = carried.checksum();
    return CachedFile.of(carried, checksum, "libevox-kernels-" + checksum + ".so");
  }
}
