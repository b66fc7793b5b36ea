package evox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.message.Messenger;
import evox.message.MessengerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buses within one process, and between several messengers of one. */
@Timeout(120)
class EventBusTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** What travels with an event. */
  record Point(double x, double y) {}

  private final List<Messenger> messengers = new ArrayList<>();
  private final List<EventBus> buses = new ArrayList<>();
  private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

  private EventBus alone() {
    buses.add(EventBus.alone());
    return buses.getLast();
  }

  /** Buses that reach one another, the last with a label. */
  private List<EventBus> connected(int count) {
    for (int i = 0; i < count; i++) {
      Messenger messenger = Messenger.open(MessengerSettings.named("" + i).listening("127.0.0.1", 0)
          .labelled(i == count - 1 ? List.of("last", "learner") : List.of()).waiting(LONG, LONG));
      for (Messenger other : messengers) messenger.connect("127.0.0.1", other.self().port());
      messengers.add(messenger);
      buses.add(EventBus.over(messenger));
    }
    for (Messenger messenger : messengers) assertThat(messenger.await(count - 1)).isTrue();
    return buses;
  }

  @AfterEach
  void closeAll() {
    messengers.reversed().forEach(Messenger::close);
    buses.forEach(EventBus::close);
  }

  @Test
  void tenEmitsGiveTenReceiptsInOrder() throws Exception {
    EventBus bus = alone();
    bus.on("count", event -> heard.add(event.value()));
    for (int i = 0; i < 10; i++) bus.emit("count", i);
    bus.close();
    assertThat(heard).isEqualTo(IntStream.range(0, 10).boxed().toList());
  }

  @Test
  void largeEventsThatNobodyWaitsForAreNotKeptForEver() throws Exception {
    EventBus bus = alone();
    long kept = 0;
    for (int i = 0; i < 100; i++) bus.emit("large", i, new double[1 << 17]);
    bus.emit("last");
    while (bus.waitFor("*", LONG).name().equals("large")) kept++;
    // 64 MiB of 1 MiB each.
    assertThat(kept).isBetween(60L, 63L);
  }

  @Test
  void eachEventIsTakenByOneOfThoseWhoWaitForIt() throws Exception {
    EventBus bus = alone();
    List<CompletableFuture<Object>> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(CompletableFuture.supplyAsync(() -> {
        try {
          return bus.waitFor("job", LONG).value();
        } catch (TimeoutException e) {
          throw new IllegalStateException(e);
        }
      }, task -> Thread.ofVirtual().start(task)));
    }
    for (int i = 0; i < 4; i++) bus.emit("job", i);
    for (CompletableFuture<Object> one : taken) heard.add(one.get(60, TimeUnit.SECONDS));
    assertThat(heard).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void twoListenersAreCalledOnceEachWhereverTheEventComesFrom() throws Exception {
    List<EventBus> all = connected(3);
    all.get(0).on("greeting", event -> heard.add("first " + event.sender()));
    all.get(0).on("greet*", event -> heard.add("second " + event.sender()));
    all.get(1).emit("greeting");
    all.get(2).emit(Scope.REMOTE, "greeting");
    all.get(0).emit(Scope.LOCAL, "greeting");
    closeMessengers();
    all.get(0).close();
    assertThat(heard).containsExactlyInAnyOrder("first 0", "second 0", "first 1", "second 1", "first 2", "second 2");
  }

  /** Whoever closes first has been heard by those that close later. */
  private void closeMessengers() {
    messengers.reversed().forEach(Messenger::close);
  }

  @Test
  void scopesSayWhoHears() throws Exception {
    List<EventBus> all = connected(2);
    for (EventBus bus : all) bus.on("*", event -> heard.add(event.name() + " at " + bus.name()));
    all.get(0).emit(Scope.ALL, "all");
    all.get(0).emit(Scope.LOCAL, "local", new Object());
    all.get(0).emit(Scope.REMOTE, "remote");
    all.get(1).waitFor("remote", LONG);
    closeMessengers();
    all.forEach(EventBus::close);
    assertThat(heard).containsExactlyInAnyOrder("all at 0", "all at 1", "local at 0", "remote at 1");
  }

  @Test
  void labelsSayWhoIsMeant() throws Exception {
    List<EventBus> all = connected(3);
    all.get(0).to("learn*").emit("labelled");
    all.get(0).to("node.[1-2]".replace("[1-2]", "?")).emit("all nodes");
    assertThat(all.get(2).waitFor("labelled", LONG).sender()).isEqualTo("0");
    assertThat(all.get(0).waitFor("all nodes", LONG).number()).isEqualTo(2);
    assertThat(all.get(1).waitFor("*", LONG).name()).isEqualTo("all nodes");
    assertThatThrownBy(() -> all.get(0).to("evaluator").emit("x")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label must be one that a process has, last, learner, node.0, node.1, node.2, got label=evaluator");
  }

  @Test
  void valuesTravel() throws Exception {
    List<EventBus> all = connected(2);
    all.get(0).emit("values", 1, "two", null, new Point(3, 4), new double[] {5, 6}, List.of("seven"));
    Event event = all.get(1).waitFor("values", LONG);
    assertThat(event.values()).hasSize(6).startsWith(1, "two", null, new Point(3, 4)).endsWith(List.of("seven"));
    assertThat((double[]) event.values().get(4)).containsExactly(5, 6);
    assertThatThrownBy(() -> all.get(0).emit("thread", Thread.currentThread()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Thread");
  }

  @Test
  void onceHearsOnceAndOffHearsNoMore() {
    EventBus bus = alone();
    Listener listener = event -> heard.add("on " + event.value());
    bus.once("x", event -> heard.add("once " + event.value()));
    bus.on("x", listener);
    bus.on("y.*", event -> heard.add("pattern " + event.value()));
    Steps steps = bus.steps();
    bus.emit("x", 1);
    bus.emit("y.z", 2);
    steps.end();
    bus.off("x", listener);
    bus.off("y.*");
    bus.emit("x", 3);
    bus.emit("y.z", 4);
    steps.end();
    steps.close();
    assertThat(heard).containsExactly("once 1", "on 1", "pattern 2");
  }

  @Test
  void waitingSeesWhatHasComeSinceTheLastOneConsumed() throws Exception {
    EventBus bus = alone();
    bus.emit("answer", 1);
    bus.emit("answer", 2);
    assertThat(bus.waitFor("answer", LONG).<Integer>value()).isEqualTo(1);
    assertThat(bus.waitFor("answer", LONG).<Integer>value()).isEqualTo(2);
    Thread.ofVirtual().start(() -> bus.emit("answer", 3));
    assertThat(bus.waitFor("answer", LONG).<Integer>value()).isEqualTo(3);
    assertThatThrownBy(() -> bus.waitFor("answer", Duration.ofMillis(10))).isInstanceOf(TimeoutException.class)
        .hasMessage("an event must come within 0.01 s, got no event=answer at sender=0");
  }

  @Test
  void aListenerThatThrowsIsNamedWithItsEventAndSender() throws Exception {
    List<EventBus> all = connected(2);
    all.get(1).on("bad", event -> {
      throw new IllegalStateException("no luck");
    });
    all.get(0).emit("bad");
    assertThatThrownBy(() -> all.get(1).waitFor("never", LONG)).isInstanceOf(ListenerFailed.class)
        .hasMessageMatching("a listener must not throw, got java.lang.IllegalStateException: no luck from the listener of "
            + "EventBusTest.java:\\d+ at event=bad of sender=0").hasRootCauseMessage("no luck");
    assertThatThrownBy(() -> all.get(1).emit("any")).isInstanceOf(ListenerFailed.class);
  }

  @Test
  void aFailureThatNobodyHasSeenFailsTheEnd() {
    EventBus bus = EventBus.alone();
    bus.on("bad", event -> {
      throw new Exception("no luck");
    });
    bus.emit("bad");
    assertThatThrownBy(bus::close).isInstanceOf(ListenerFailed.class);
  }

  @Test
  void aFailureThatAWaitHasSeenDoesNotFailTheEnd() {
    List<EventBus> all = connected(2);
    messengers.get(0).send(messengers.get(1).self(), 0, new byte[] {127});
    assertThatThrownBy(() -> all.get(1).waitFor("never", LONG)).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("processes that talk by events must run the same program, got ");
    all.get(1).close();
  }

  @Test
  void aListenersFailureFailsTheStep() {
    EventBus bus = alone();
    bus.on("bad", event -> {
      throw new Exception("no luck");
    });
    Steps steps = bus.steps();
    bus.emit("bad");
    assertThatThrownBy(steps::end).isInstanceOf(ListenerFailed.class).hasMessageContaining("event=bad of sender=0");
  }

  @Test
  void loopsThatEmitMuchInOneStepDoNotWaitForEachOther() throws Exception {
    List<EventBus> all = connected(2);
    byte[] kilobyte = new byte[1 << 10];
    List<Thread> threads = new ArrayList<>();
    for (EventBus bus : all) {
      bus.on("much", event -> heard.add(event.number()));
      threads.add(Thread.ofVirtual().start(() -> {
        try (Steps steps = bus.steps()) {
          for (int i = 0; i < 20_000; i++) bus.emit(Scope.REMOTE, "much", i, kilobyte);
          steps.end();
        }
      }));
    }
    for (Thread thread : threads) thread.join();
    // Whoever leaves hears no more of what is on its way.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (heard.size() < 40_000 && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    closeAll();
    assertThat(heard).hasSize(40_000);
  }

  @Test
  void inLockstepAllHearTheSameInTheSameOrder() throws Exception {
    List<EventBus> all = connected(3);
    List<List<String>> heardBy = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (EventBus bus : all) {
      List<String> mine = new ArrayList<>();
      heardBy.add(mine);
      bus.on("*", event -> mine.add(event.sender() + ":" + event.value()));
      // Answers belong to the next step.
      bus.on("ask", event -> bus.emit("answer", -(int) event.value()));
      threads.add(Thread.ofVirtual().start(() -> walk(bus, all.indexOf(bus))));
    }
    for (Thread thread : threads) thread.join();
    List<String> expected = new ArrayList<>();
    for (int step = 0; step < 50; step++) {
      for (int sender = 0; sender < 3; sender++) {
        if (step > 0) for (int other = 0; other < 3; other++) expected.add(sender + ":" + -(step * 10 + other - 10));
        if (step < 49) expected.add(sender + ":" + (step * 10 + sender));
      }
    }
    for (List<String> each : heardBy) assertThat(each).isEqualTo(expected);
  }

  private static void walk(EventBus bus, int rank) {
    try (Steps steps = bus.lockstep(LONG)) {
      for (int step = 0; step < 50; step++) {
        if (step < 49) bus.emit("ask", step * 10 + rank);
        steps.end();
      }
    }
  }

  @Test
  void whoDoesNotStepIsNamed() {
    List<EventBus> all = connected(3);
    Thread.ofVirtual().start(() -> {
      try (Steps steps = all.get(1).lockstep(LONG)) {
        steps.end();
      }
    });
    try (Steps steps = all.get(0).lockstep(Duration.ofSeconds(2))) {
      assertThatThrownBy(steps::end).isInstanceOf(IllegalStateException.class)
          .hasMessage("every process must end the step within 2 s, got no end of sender=2");
    }
  }
}
