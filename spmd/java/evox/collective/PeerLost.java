package evox.collective;

/** A rank is gone, or does not answer within the deadline; the run can't go on with it. */
public final class PeerLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int rank;

  /**
   * @param rank who is missing
   * @param message naming rank, host and cause
   */
  public PeerLost(int rank, String message) {
    super(message);
    this.rank = rank;
  }

  private PeerLost(int rank, String message, PeerLost cause) {
    super(message, cause);
    this.rank = rank;
  }

  /** Who is missing. */
  public int rank() {
    return rank;
  }

  /** The same loss, naming the collective that met it; the innermost name stays. */
  PeerLost in(String collective) {
    return getCause() != null ? this : new PeerLost(rank, getMessage() + ", collective=" + collective, this);
  }
}
