package evox.message;

/** Hears who comes and goes. All calls come from one thread, one after the other. */
public interface PeerWatcher {

  /** A process can be sent to from now on. */
  default void joined(Peer peer) {}

  /** A process has closed its messenger in order; all that it sent has arrived. */
  default void left(Peer peer) {}

  /**
   * A process is gone for good, or can't be reached within the deadline; it stays gone, even if it lives.
   *
   * @param cause for people
   */
  default void lost(Peer peer, String cause) {}
}
