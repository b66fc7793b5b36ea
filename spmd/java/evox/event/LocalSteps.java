package evox.event;

/** Steps of this process by itself. */
final class LocalSteps implements Steps {

  private final EventBus bus;
  private final Arrivals arrivals;
  private final Listeners listeners;

  LocalSteps(EventBus bus, Arrivals arrivals, Listeners listeners) {
    this.bus = bus;
    this.arrivals = arrivals;
    this.listeners = listeners;
  }

  @Override
  public void end() {
    bus.check();
    try {
      for (Event event : arrivals.takeAll()) listeners.hear(event);
    } catch (ListenerFailed e) {
      bus.fail(e);
      bus.check();
    }
  }

  @Override
  public void close() {
    bus.release();
  }
}
