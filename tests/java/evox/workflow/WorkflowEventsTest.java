package evox.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.algorithm.PSO;
import evox.core.Generation;
import evox.core.Monitor;
import evox.event.EventBus;
import evox.event.ListenerFailed;
import evox.event.Steps;
import evox.pool.Resources;
import evox.problem.Sphere;
import evox.random.RandomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is emitted in a generation is heard at its end. */
class WorkflowEventsTest {

  private final List<String> order = new ArrayList<>();

  private StdWorkflow<?> emitting(EventBus bus, Steps steps) {
    return new StdWorkflow<>(new PSO(10), new Sphere(2), emitter(bus)).during(steps);
  }

  private PoolWorkflow<?> pooled(EventBus bus, Steps steps) {
    return new PoolWorkflow<>(new PSO(10), new Sphere(2), 2, Resources.cores(1), emitter(bus)).during(steps);
  }

  private Monitor emitter(EventBus bus) {
    return new Monitor() {
      @Override
      public void generation(Generation seen) {
        bus.emit("seen", seen.number());
        order.add("generation " + seen.number());
      }
    };
  }

  @Test
  void eventsAreHeardBetweenGenerations() {
    try (EventBus bus = EventBus.alone(); Steps steps = bus.lockstep(Duration.ofSeconds(60))) {
      bus.on("seen", event -> order.add("heard " + event.value()));
      emitting(bus, steps).run(RandomKey.of(1), Stop.generations(2));
    }
    assertThat(order).containsExactly("generation 1", "heard 1", "generation 2", "heard 2");
  }

  @Test
  void theHeadOfAPoolHearsThemToo() {
    try (EventBus bus = EventBus.alone(); Steps steps = bus.steps()) {
      bus.on("seen", event -> order.add("heard " + event.value()));
      pooled(bus, steps).run(RandomKey.of(1), Stop.generations(2));
    }
    assertThat(order).containsExactly("generation 1", "heard 1", "generation 2", "heard 2");
  }

  @Test
  void aListenersFailureEndsTheRun() {
    EventBus bus = EventBus.alone();
    bus.on("seen", event -> {
      throw new IllegalStateException("no luck");
    });
    try (Steps steps = bus.steps()) {
      assertThatThrownBy(() -> emitting(bus, steps).run(RandomKey.of(1), Stop.generations(3)))
          .isInstanceOf(ListenerFailed.class).hasMessageContaining("event=seen of sender=0");
    }
    assertThat(order).containsExactly("generation 1");
  }
}
