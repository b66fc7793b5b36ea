package evox.launch;

import evox.collective.PeerLost;
import evox.foreign.GpuFailed;
import evox.foreign.NcclFailed;
import evox.world.JoinFailed;
import java.io.UncheckedIOException;

/** What it means that a command has thrown. Apart from {@link Main}, which mostly needs none of these classes. */
final class Failure {

  /** The exit code where the command line was wrong: nothing has been done. */
  private static final int MISTAKE = 2;

  /** The exit code where the run broke. */
  private static final int BROKEN = 1;

  private Failure() {}

  /** The exit code of a failure whose message says all that a user needs; 0 for a defect, which is to be thrown on. */
  static int code(Throwable thrown) {
    return switch (thrown) {
      case IllegalArgumentException _ -> MISTAKE;
      case IllegalStateException _, UncheckedIOException _, GpuFailed _, NcclFailed _, JoinFailed _, PeerLost _,
          OutOfMemoryError _ -> BROKEN;
      default -> 0;
    };
  }
}
