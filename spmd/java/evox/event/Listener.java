package evox.event;

/** What is done when something happens. */
@FunctionalInterface
public interface Listener {

  /** Hears an event. What it throws fails the step that runs, or whatever is done next with the bus. */
  void hear(Event event) throws Exception;
}
