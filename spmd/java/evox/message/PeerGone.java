package evox.message;

/** A process that should get a message has left, or is lost. */
public final class PeerGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Peer peer;

  PeerGone(Peer peer, String cause) {
    super("a process must stay while it is sent to, got " + cause);
    this.peer = peer;
  }

  /** Who is gone. */
  public Peer peer() {
    return peer;
  }
}
