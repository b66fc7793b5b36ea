package evox.collective;

/** What is known of the other ranks: who is gone, who works, and how long to wait for one that says nothing. */
public interface Liveness {

  /** All ranks are taken to live for ever; waits end after ten seconds all the same. */
  Liveness TRUSTED = new Liveness() {
    @Override
    public PeerLost loss() {
      return null;
    }

    @Override
    public String name(int rank) {
      return "rank=" + rank;
    }

    @Override
    public long deadlineNanos() {
      return 10_000_000_000L;
    }
  };

  /** The loss that ends the run, once there is one; null until then. Asked often, from any thread. */
  PeerLost loss();

  /** A rank's number in the world, where these are some of its ranks with numbers of their own. */
  default int inWorld(int rank) {
    return rank;
  }

  /** What to call a rank in a message: its number and host. */
  String name(int rank);

  /** Whether a rank has left the world in order; what it sent before may still be on its way. */
  default boolean hasLeft(int rank) {
    return false;
  }

  /** How long a wait may last in which no rank is known to work. */
  long deadlineNanos();

  /**
   * Whether some rank is known to live and to be busy with work of its own, so that the others wait for it with reason:
   * an evaluation may take longer than any deadline.
   */
  default boolean someoneWorks() {
    return false;
  }

  /** Says that this rank waits for others from now on, or does so no more. */
  default void waits(boolean waiting) {}

  /**
   * Says that this rank has lost another, so that all others hear the same cause.
   *
   * @return the loss that ends the run: another where this one only follows from it
   */
  default PeerLost report(PeerLost loss) {
    return loss;
  }
}
