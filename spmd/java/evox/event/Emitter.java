package evox.event;

/** Tells some processes of events. May be used by any thread. */
public interface Emitter {

  /**
   * Tells of an event.
   *
   * @param values what it carries: where other processes hear it, only what {@link evox.codec travels}
   * @throws IllegalArgumentException if a value can't travel, or no process has the label asked for
   * @throws ListenerFailed if a listener of this process has failed before
   */
  void emit(Scope scope, String event, Object... values);

  /** Tells every process of an event, this one too. */
  default void emit(String event, Object... values) {
    emit(Scope.ALL, event, values);
  }
}
