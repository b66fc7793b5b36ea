package evox.event;

/** A loop of steps, between which alone events are heard, on the thread of the loop. */
public interface Steps extends AutoCloseable {

  /**
   * The end of a step: all listeners hear what has come, by sender, then in the order of each.
   *
   * @throws ListenerFailed if one throws
   */
  void end();

  /** From now on events are heard as they come again. */
  @Override
  void close();
}
