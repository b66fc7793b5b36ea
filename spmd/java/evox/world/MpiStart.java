package evox.world;

import evox.foreign.MpiFailed;
import evox.transport.MpiProcess;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts MPI where it is asked for, and where its launcher has started processes on several machines: to carry their
 * bytes, and to tell them where process 0 waits.
 *
 * @param identity which process this is
 * @param settings what the user asked for, and how long the others may take
 * @param say where a transport that is not there is told
 */
record MpiStart(Identity identity, Settings settings, Map<String, String> environment, Consumer<String> say) {

  /** A step of Slurm has MPI's variables too, but whether the site's MPI can start by them only its start would tell. */
  private static final Set<String> LAUNCHERS = Set.of("OMPI_COMM_WORLD_RANK", "PMI_RANK");

  /** The process as MPI's, or null where MPI takes no part. */
  MpiProcess start() {
    if (settings.transport() == Transport.MPI) {
      requireLauncher(environment);
      return started();
    }
    boolean launched = LAUNCHERS.contains(identity.rule()) && MpiProcess.isLaunched(environment);
    if (launched && identity.meeting() == null) return started();
    boolean carries = settings.transport() == Transport.AUTO && !settings.hides();
    if (!launched || !carries || !Identity.ofSeveralMachines(environment)) return null;
    try {
      return started();
    } catch (JoinFailed e) {
      say.accept(e.getMessage() + "; sockets serve");
      return null;
    }
  }

  /** MPI carries bytes only between processes that were started by it. */
  static void requireLauncher(Map<String, String> environment) {
    if (MpiProcess.isLaunched(environment)) return;
    throw new IllegalArgumentException("--transport mpi must be started by a launcher of MPI, got none; start it as "
        + "mpirun -n N java -jar ..., or srun --mpi=pmix java -jar ...");
  }

  private MpiProcess started() {
    Thread watch = Thread.ofPlatform().daemon().name("evox-mpi-start").start(this::watch);
    try {
      MpiProcess mpi = MpiProcess.start(environment);
      if (mpi.rank() == identity.id() && mpi.size() == identity.processes()) return mpi;
      throw new JoinFailed("MPI must agree with " + identity.rule() + ", which says id=" + identity.id() + " of "
          + identity.processes() + ", got rank=" + mpi.rank() + " of " + mpi.size() + " from " + mpi.version()
          + "; set EVOX_MPI to the library that the launcher belongs to");
    } catch (MpiFailed e) {
      throw new JoinFailed(e.getMessage(), e);
    } finally {
      watch.interrupt();
    }
  }

  /** MPI's start waits for all processes and has no deadline of its own. */
  private void watch() {
    try {
      Thread.sleep(settings.patience());
    } catch (InterruptedException e) {
      return;
    }
    say.accept("all processes must start MPI within " + settings.patience().toSeconds() + " s, got no answer at id="
        + identity.id() + "; use --transport sockets");
    Runtime.getRuntime().halt(Spmd.EXIT);
  }
}
