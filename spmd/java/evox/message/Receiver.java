package evox.message;

/** What a program does with the messages of a channel. */
@FunctionalInterface
public interface Receiver {

  /**
   * Takes one message. Called on the channel's one thread, for one message after the other, in the order in which their
   * sender sent them. While it runs, no other message of its channel is delivered; what it sends itself never waits.
   *
   * @param from who sent it
   * @param message its bytes, the receiver's own from now on
   */
  void receive(Peer from, byte[] message);

  /**
   * No more messages will come from a process; all that did have been received. Called on the same thread.
   *
   * @param cause why it is lost, for people; null if it left in order
   */
  default void ended(Peer from, String cause) {}
}
