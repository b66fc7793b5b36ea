package evox.foreign;

import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The MPI library of the launcher that started this process. One of another MPI would load, and be alone. */
final class MpiLibrary {

  /** Names a library, or a file, to load in place of those tried. */
  static final String VARIABLE = "EVOX_MPI";

  private static final List<String> OPEN_MPI = List.of("libmpi.so.40", "libmpi_abi.so.1", "libmpi.so");
  private static final List<String> MPICH = List.of("libmpi.so.12", "libmpich.so.12", "libmpi_abi.so.1", "libmpi.so");

  private MpiLibrary() {}

  /** The variable by which a launcher is known, or null if there is none. */
  static String launcher(Map<String, String> environment) {
    for (String variable : List.of("OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK")) {
      if (environment.containsKey(variable)) return variable;
    }
    return null;
  }

  static NativeLibrary load(Map<String, String> environment) {
    // UCX, below many an MPI, takes the signals that Java lives on; this is read when the library is loaded.
    NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {"UCX_ERROR_SIGNALS", "", 1});
    List<String> names = names(environment);
    UnsatisfiedLinkError last = null;
    for (String name : names) {
      try {
        return NativeLibrary.getInstance(name);
      } catch (UnsatisfiedLinkError e) {
        last = e;
      }
    }
    throw new MpiFailed("an MPI library must be installed, got none of " + String.join(", ", names) + "; install one with its "
        + "launcher (package openmpi-bin or mpich), or set " + VARIABLE + " to its file", last);
  }

  private static List<String> names(Map<String, String> environment) {
    String given = environment.get(VARIABLE);
    if (given != null && !given.isBlank()) return List.of(given);
    String launcher = launcher(environment);
    if (launcher == null) return Stream.concat(OPEN_MPI.stream(), MPICH.stream()).distinct().toList();
    return launcher.equals("PMI_RANK") ? MPICH : OPEN_MPI;
  }
}
