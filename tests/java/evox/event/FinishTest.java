package evox.event;

import static org.assertj.core.api.Assertions.assertThat;

import evox.message.Messenger;
import evox.message.MessengerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process finishes the pipelines of others: those that belong to its own, and no others. */
@Timeout(120)
class FinishTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Messenger first = messenger("first");
  private final Messenger second = messenger("second");
  private final EventBus here = EventBus.over(first);
  private final EventBus there = EventBus.over(second);
  private final List<Long> steps = new ArrayList<>();

  FinishTest() {
    second.connect("127.0.0.1", first.self().port());
    assertThat(first.await(1)).isTrue();
  }

  private static Messenger messenger(String name) {
    return Messenger.open(MessengerSettings.named(name).listening("127.0.0.1", 0).waiting(LONG, LONG));
  }

  @AfterEach
  void close() {
    second.close();
    first.close();
    here.close();
    there.close();
  }

  @Test
  void onePipelineMayBeFinishedBeforeTheOtherBegins() throws Exception {
    Pipeline.of(here).close();
    here.emit("closed");
    there.waitFor("closed", LONG);
    try (Pipeline<Context> pipeline = Pipeline.of(there)) {
      pipeline.use(context -> steps.add(context.step())).run(1000);
    }
    assertThat(steps).containsExactly(0L);
  }

  @Test
  void onesLateEndIsNotTheEndOfTheOthersNext() throws Exception {
    Pipeline<Context> late = Pipeline.of(here);
    late.use(context -> { }).run(1);
    Pipeline.of(there).close();
    try (Pipeline<Context> next = Pipeline.of(there)) {
      next.use(context -> {
        steps.add(context.step());
        if (context.step() > 0) return;
        late.close();
        here.emit("closed");
        there.waitFor("closed", LONG);
      }).run(3);
    }
    assertThat(steps).containsExactly(0L, 1L, 2L);
  }

  @Test
  void listenersOfTheProgramHearNothingOfItAndEndNothing() throws Exception {
    List<String> heard = new ArrayList<>();
    there.on("*", event -> heard.add(event.name()));
    try (Pipeline<Context> pipeline = Pipeline.of(there)) {
      pipeline.use(context -> {
        steps.add(context.step());
        if (context.step() == 0) return;
        there.off("*");
        there.on("*", event -> heard.add(event.name()));
        Pipeline.of(here).close();
        here.emit("closed");
        there.waitFor("closed", LONG);
      }).run(10);
    }
    assertThat(steps).containsExactly(0L, 1L);
    assertThat(heard).containsExactly("closed");
  }
}
