package evox.transport;

import evox.collective.Communicator;
import evox.collective.LinkCommunicator;
import evox.collective.Links;
import evox.collective.Liveness;
import evox.collective.PeerLost;
import evox.foreign.Mpi;
import evox.foreign.MpiFailed;
import java.time.Duration;
import java.util.Map;

/** This process as one of those that a launcher of MPI started together, from the start of MPI to its end. */
public final class MpiProcess {

  /** Tags: what belongs to one of these is never taken for another. */
  private static final int MEETING = 1;
  private static final int WORK = 2;
  private static final int FAREWELL = 3;

  private final Mpi mpi;
  private MpiLinks work;

  private MpiProcess(Mpi mpi) {
    this.mpi = mpi;
  }

  /** Whether a launcher of MPI started this process. */
  public static boolean isLaunched(Map<String, String> environment) {
    return Mpi.isLaunched(environment);
  }

  /**
   * Starts MPI; returns when all processes of the launcher have.
   *
   * @throws MpiFailed if there is none, and what would bring it
   */
  public static MpiProcess start(Map<String, String> environment) {
    return new MpiProcess(Mpi.start(environment));
  }

  public int rank() {
    return mpi.rank();
  }

  public int size() {
    return mpi.size();
  }

  /** Whose MPI it is, and its version; for people. */
  public String version() {
    return mpi.version();
  }

  /** All processes, before they know anything of one another; each answer may take so long. */
  public Communicator meeting(Duration patience) {
    Liveness trusting = new Patient(Liveness.TRUSTED, patience);
    return new LinkCommunicator(new MpiLinks(mpi, MEETING, trusting), trusting);
  }

  /** Links to all ranks, for their work. */
  public Links links(Liveness liveness) {
    work = new MpiLinks(mpi, WORK, liveness);
    return work;
  }

  /** Whether no message of the work is still on its way: otherwise it ended in the middle of a collective. */
  public boolean isIdle() {
    return work == null || work.areIdle();
  }

  /**
   * Leaves MPI together with all others, however long they work on. If one of them can't come any more, MPI is left as
   * it is: its own end would wait for ever, and there is no way out of it.
   */
  public void leave(Liveness liveness) {
    Liveness unhurried = new Patient(liveness, Duration.ofNanos(Long.MAX_VALUE));
    try (Communicator farewell = new LinkCommunicator(new MpiLinks(mpi, FAREWELL, unhurried), unhurried)) {
      farewell.barrier();
    } catch (PeerLost e) {
      return;
    }
    mpi.leave();
  }

  /** The same loss of a rank ends the waiting, and time does not until later. */
  private record Patient(Liveness liveness, Duration patience) implements Liveness {

    @Override
    public PeerLost loss() {
      return liveness.loss();
    }

    @Override
    public String name(int rank) {
      return liveness.name(rank);
    }

    @Override
    public long deadlineNanos() {
      return patience.toNanos();
    }

    @Override
    public boolean someoneWorks() {
      return liveness.someoneWorks();
    }

    @Override
    public void waits(boolean waiting) {
      liveness.waits(waiting);
    }
  }
}
