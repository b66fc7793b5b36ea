package evox.collective;

/** Work with the other ranks that was {@link Communicator#start started} and goes on beside this rank's own. */
public interface Pending {

  /** Whether this rank's part is done. */
  boolean isDone();

  /**
   * Returns when this rank's part is done.
   *
   * @throws PeerLost or whatever the work threw
   */
  void await();
}
