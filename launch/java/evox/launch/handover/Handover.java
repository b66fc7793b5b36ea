package evox.launch.handover;

import evox.foreign.Exec;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Replaces this process by the same command in a newer Java: same process id, arguments, terminal, exit code. */
public final class Handover {

  /** Set by a process that hands over, so that a wrong release file cannot make a circle of it. */
  private static final String FROM = "evox.started.by.java";

  private Handover() {}

  /** Does not return where a newer Java is found; returns in one line why not, and what to do. */
  public static String toNewerJava(String[] arguments) {
    JavaHome here = JavaHome.ofThisProcess();
    String rule = "evox-spmd needs Java " + JavaHome.NEEDED + " or newer, got " + here;
    if (System.getProperty(FROM) != null) return rule + "; its release file says otherwise, install it again";
    String named = System.getenv(InstalledJava.VARIABLE);
    if (named != null && !named.isEmpty() && !JavaHome.in(new File(named)).suits()) {
      return InstalledJava.VARIABLE + " must name a Java " + JavaHome.NEEDED + " or newer, got "
          + InstalledJava.VARIABLE + "=" + JavaHome.in(new File(named));
    }
    JavaHome newer = InstalledJava.find();
    if (newer == null) {
      return rule + "; install it (https://adoptium.net, or the package openjdk-25-jdk) or name its folder in "
          + InstalledJava.VARIABLE;
    }
    try {
      Exec.replaceProcess(command(newer, arguments));
      throw new AssertionError("a replaced process does not go on");
    } catch (IllegalStateException | LinkageError e) {
      return rule + "; handing over to " + newer + " failed: " + e.getMessage();
    }
  }

  private static byte[][] command(JavaHome newer, String[] arguments) {
    List<byte[]> command = new ArrayList<>();
    command.add(newer.program().getPath().getBytes());
    command.add(("-D" + FROM + "=" + JavaHome.ofThisProcess().version()).getBytes());
    command.addAll(OwnCommand.read(arguments));
    return command.toArray(new byte[0][]);
  }
}
