package evox.launch;

import evox.launch.handover.Handover;
import evox.launch.handover.JavaHome;

/** Where the jar starts, in any Java from 8 on: {@link Main} needs a newer one and is only loaded in such a one. */
public final class Start {

  private Start() {}

  public static void main(String[] arguments) {
    if (JavaHome.ofThisProcess().suits()) {
      Main.main(arguments);
    } else {
      System.err.println(Handover.toNewerJava(arguments));
      System.exit(2);
    }
  }
}
