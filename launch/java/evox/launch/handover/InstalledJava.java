package evox.launch.handover;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The places where a machine keeps its Javas. */
final class InstalledJava {

  /** Names the Java to use, before all others. */
  static final String VARIABLE = "EVOX_JAVA_HOME";

  private InstalledJava() {}

  /** The first that is new enough: of the variables, then of the PATH, then of the usual folders; null if none is. */
  static JavaHome find() {
    for (File folder : places()) {
      JavaHome found = JavaHome.in(folder);
      if (found.suits() && found.program().canExecute()) return found;
    }
    return null;
  }

  private static List<File> places() {
    List<File> places = new ArrayList<>();
    for (String variable : new String[] {VARIABLE, "JAVA_HOME"}) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) places.add(new File(value));
    }
    String path = System.getenv("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) addOwner(new File(folder, "java"), places);
    }
    String home = System.getProperty("user.home");
    addFolders(new File("/usr/lib/jvm"), "", places);
    addFolders(new File("/usr/java"), "", places);
    addFolders(new File("/opt"), "", places);
    addFolders(new File("/opt/java"), "", places);
    addFolders(new File(home, ".sdkman/candidates/java"), "", places);
    addFolders(new File(home, ".jdks"), "", places);
    addFolders(new File("/Library/Java/JavaVirtualMachines"), "Contents/Home", places);
    return places;
  }

  /** The folder that a program on the PATH belongs to: links are followed, {@code bin/java} taken off. */
  private static void addOwner(File program, List<File> places) {
    try {
      if (program.canExecute()) places.add(program.getCanonicalFile().getParentFile().getParentFile());
    } catch (IOException e) {
      return; // A broken entry of the PATH is not ours to report.
    }
  }

  private static void addFolders(File parent, String inside, List<File> places) {
    File[] folders = parent.listFiles();
    if (folders == null) return;
    Arrays.sort(folders);
    for (File folder : folders) places.add(inside.isEmpty() ? folder : new File(folder, inside));
  }
}
