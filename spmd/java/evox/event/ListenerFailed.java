package evox.event;

/** A listener threw; the message names the event, its sender and the listener. */
public final class ListenerFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ListenerFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
