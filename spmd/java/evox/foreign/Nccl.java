package evox.foreign;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * NVIDIA's library for GPUs that work together. It is loaded when somebody asks for it, by the name that the system knows
 * it by; neither a GPU nor a driver is needed for that.
 */
public final class Nccl {

  /** Names the library's file, in place of the one that the system finds. */
  public static final String VARIABLE = "EVOX_NCCL";

  private static final String NAME = "libnccl.so.2";

  /** The first whose communicators are told how to work as those of all later ones are. */
  private static final int LEAST_VERSION = 21700;

  private static final String INSTALL = "; install a newer libnccl2, or set " + VARIABLE + " to its file";

  private static Nccl loaded;
  private static String loadedAs;

  private final int version;
  private final boolean splits;

  private Nccl(int version, boolean splits) {
    this.version = version;
    this.splits = splits;
  }

  /** Whether a library is named. */
  public static boolean isGiven(Map<String, String> environment) {
    return !environment.getOrDefault(VARIABLE, "").isBlank();
  }

  /**
   * Loads the library.
   *
   * @throws NcclFailed if there is none, or one too old, and what would bring one
   */
  public static synchronized Nccl load(Map<String, String> environment) {
    String name = environment.getOrDefault(VARIABLE, NAME);
    if (loaded != null && name.equals(loadedAs)) return loaded;
    loaded = bound(environment);
    loadedAs = name;
    return loaded;
  }

  /** Not while another thread calls its functions: they are bound anew. */
  private static Nccl bound(Map<String, String> environment) {
    NativeLibrary library = library(environment);
    try {
      return bound(library);
    } catch (UnsatisfiedLinkError e) {
      throw new NcclFailed("NCCL must be " + text(LEAST_VERSION) + " or newer, got a library without a function of it: "
          + firstLine(e) + INSTALL, e);
    }
  }

  private static Nccl bound(NativeLibrary library) {
    int[] version = new int[1];
    int error = library.getFunction("ncclGetVersion").invokeInt(new Object[] {version});
    if (error != 0) throw new NcclFailed("ncclGetVersion must succeed, got error=" + error);
    if (version[0] < LEAST_VERSION) {
      throw new NcclFailed("NCCL must be " + text(LEAST_VERSION) + " or newer, got " + text(version[0]) + INSTALL);
    }
    LibNccl.bind(library);
    return new Nccl(version[0], LibNccl.Split.bind(library));
  }

  private static NativeLibrary library(Map<String, String> environment) {
    try {
      if (!isGiven(environment)) return NativeLibrary.getInstance(NAME);
      Path file = Path.of(environment.get(VARIABLE)).toAbsolutePath();
      SharedObject.requireWhole(file);
      return NativeLibrary.getInstance(file.toString());
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new NcclFailed("NCCL must be installed, got none that loads: " + firstLine(e)
          + "; install the package libnccl2, or set " + VARIABLE + " to the file " + NAME, e);
    }
  }

  private static String firstLine(Throwable cause) {
    return cause.getMessage().lines().findFirst().orElse("");
  }

  /** The version, such as 2.28.9. */
  public String version() {
    return text(version);
  }

  private static String text(int version) {
    return version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
  }

  /** Whether communicators can be {@link NcclCommunicator#split split}: from 2.18 on. */
  public boolean splits() {
    return splits;
  }

  /**
   * An id for a communicator, 128 bytes, to be carried to all of its ranks. This process listens for them.
   *
   * @throws NcclFailed if NCCL says so
   */
  public byte[] uniqueId() {
    byte[] id = new byte[NcclId.BYTES];
    int error = LibNccl.ncclGetUniqueId(id);
    if (error != 0) throw failed("ncclGetUniqueId", error, 0);
    return id;
  }

  /** What an error of NCCL's is, in its own words. */
  public String errorText(int error) {
    return LibNccl.ncclGetErrorString(error);
  }

  /**
   * Begins to join a communicator; it can be used once it {@link NcclCommunicator#isDone is done}.
   *
   * @param gpu whose queue it will use
   * @param id the same on all ranks, 128 bytes
   * @throws NcclFailed if NCCL says so
   */
  public NcclCommunicator join(Gpu gpu, byte[] id, int rank, int ranks) {
    return NcclCommunicator.join(this, gpu, new NcclId(id), rank, ranks);
  }

  /** @param communicator a handle; 0 where there is none */
  static NcclFailed failed(String call, int error, long communicator) {
    String more = LibNccl.ncclGetLastError(communicator);
    String detail = more == null || more.isBlank() ? "" : ", " + more.strip().lines().findFirst().orElse("");
    return new NcclFailed(call + " must succeed, got " + LibNccl.ncclGetErrorString(error) + detail);
  }
}
