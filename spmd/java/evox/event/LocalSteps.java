package evox.event;

/** Steps of this process by itself. */
final class LocalSteps implements Steps {

  private final EventBus bus;
  private final Arrivals arrivals;

  LocalSteps(EventBus bus, Arrivals arrivals) {
    this.bus = bus;
    this.arrivals = arrivals;
  }

  @Override
  public void end() {
    bus.check();
    try {
      for (Event event : arrivals.takeAll()) bus.hear(event);
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
