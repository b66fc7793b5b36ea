package evox.event;

import java.time.Duration;
import java.util.List;

/** Steps that all processes do together. */
final class Lockstep implements Steps {

  private final EventBus bus;
  private final Arrivals arrivals;
  private final List<String> others;
  private final Duration patience;

  Lockstep(EventBus bus, Arrivals arrivals, List<String> others, Duration patience) {
    this.bus = bus;
    this.arrivals = arrivals;
    this.others = others;
    this.patience = patience;
  }

  @Override
  public void end() {
    bus.check();
    bus.endStep();
    awaitOthers();
    try {
      for (Event event : arrivals.takeStep()) {
        bus.note(event);
        bus.hear(event);
      }
    } catch (ListenerFailed e) {
      bus.fail(e);
      bus.check();
    }
  }

  private void awaitOthers() {
    try {
      boolean all = arrivals.await(() -> missing().isEmpty() || loss() != null, patience.toNanos());
      if (loss() != null) throw new IllegalStateException("every process must end the step, got " + loss());
      if (!all) {
        throw new IllegalStateException("every process must end the step within " + patience.toSeconds()
            + " s, got no end of sender=" + String.join(",", missing()));
      }
    } catch (InterruptedException e) {
      throw EventBus.interrupted(e);
    }
  }

  private List<String> missing() {
    return others.stream().filter(name -> !arrivals.hasEndedStep(name) && !bus.courier().hasLeft(name)).toList();
  }

  private String loss() {
    return others.stream().filter(name -> !arrivals.hasEndedStep(name) && bus.courier().loss(name) != null)
        .map(name -> "sender=" + name + " lost: " + bus.courier().loss(name)).findFirst().orElse(null);
  }

  @Override
  public void close() {
    bus.release();
  }
}
