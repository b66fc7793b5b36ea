package evox.world;

import java.util.Map;

/**
 * Arguments as mpirun of Open MPI 4 and 5 leaves them. Where the program is called java it takes any argument with the
 * letters c and p side by side for a class path, and puts its own folder in front of the argument after it.
 */
public final class DamagedWords {

  private DamagedWords() {}

  /**
   * Lets whole arguments pass.
   *
   * @throws IllegalArgumentException if one is damaged, and how to keep it whole
   */
  public static void refuse(String[] arguments, Map<String, String> environment) {
    if (!environment.containsKey("OMPI_COMM_WORLD_RANK")) return;
    for (int i = 0; i < arguments.length; i++) {
      for (String folder : new String[] {System.getProperty("user.dir"), environment.get("PWD")}) {
        if (folder == null || !arguments[i].startsWith(folder + ":")) continue;
        throw new IllegalArgumentException("mpirun must pass arguments on as they are, got " + arguments[i]
            + (i == 0 ? "" : " after " + arguments[i - 1]) + ", which it took for a class path; start the program as "
            + "mpirun ... env java -jar ...");
      }
    }
  }
}
