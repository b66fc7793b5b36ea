package evox.message;

/** A way on which records go to other processes. What it loses is sent again. */
interface Carrier {

  /** A session of this way has something to send. */
  void wake(Session session);

  /** Sends a record that is none of its sessions'. */
  void forward(byte[] record);

  /** Whether records of a session may get lost without this side's noticing. */
  boolean mayLose(Session session);

  /** Whether it works at the moment, as far as is known: nobody is lost by its fault. */
  default boolean isUp() {
    return true;
  }
}
