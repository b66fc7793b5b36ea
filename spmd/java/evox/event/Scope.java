package evox.event;

/** Who hears an event. */
public enum Scope {

  /** Every process, the sender's own too. */
  ALL,

  /** The sender's own process; the event's values may be anything. */
  LOCAL,

  /** Every process but the sender's own. */
  REMOTE
}
