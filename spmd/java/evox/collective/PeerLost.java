package evox.collective;

/** A rank is gone, or does not answer within the deadline; the run can't go on with it. */
public final class PeerLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int rank;
  private final boolean named;

  /**
   * @param rank who is missing, by its number in the world
   * @param message naming rank, host and cause
   */
  public PeerLost(int rank, String message) {
    this(rank, message, false);
  }

  private PeerLost(int rank, String message, boolean named) {
    super(message);
    this.rank = rank;
    this.named = named;
  }

  /** Who is missing, by its number in the world. */
  public int rank() {
    return rank;
  }

  /** The same loss, naming the collective that met it; the first name stays. */
  PeerLost in(String collective) {
    return named ? this : new PeerLost(rank, getMessage() + ", collective=" + collective, true);
  }
}
