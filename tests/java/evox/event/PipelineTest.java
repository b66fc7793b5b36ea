package evox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of a pipeline's parts and events, as DI-engine's tests have it, and the ends of tasks. */
@Timeout(120)
class PipelineTest {

  private final EventBus bus = EventBus.alone();
  private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void partsGoForwardInOrderAndBackwardInReverse() throws Exception {
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(context -> order.add(0), context -> order.add(0)).use(context -> order.add(1)).run(1);
    }
    assertThat(order).containsExactly(0, 1, 0);
  }

  @Test
  void aPartMayRunAnotherWithinItself() throws Exception {
    Middleware<Context> child = Middleware.of(context -> count(), context -> count());
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(context -> {
        child.forward(context);
        count();
        child.backward(context);
      }).run(2);
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
  }

  private void count() {
    order.add(order.size());
  }

  @Test
  void aSerialPartIsWhatItsPartsAre() throws Exception {
    Middleware<Context> first = Middleware.of(context -> order.add(1), context -> order.add(-1));
    Middleware<Context> second = Middleware.of(context -> order.add(2), context -> order.add(-2));
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(Middleware.serial(List.of(first, second))).use(context -> order.add(3)).run(1);
    }
    assertThat(order).containsExactly(1, 2, 3, -2, -1);
  }

  @Test
  void eachStepHasANewContextWithWhatIsKept() throws Exception {
    List<String> seen = new ArrayList<>();
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(context -> {
        seen.add(context.step() + " " + context.get("kept") + " " + context.get("dropped"));
        context.keep("kept").set("kept", context.step()).set("dropped", true);
      }).run(3);
    }
    assertThat(seen).containsExactly("0 null null", "1 0 null", "2 1 null");
  }

  @Test
  void eventsAreHeardAtTheEndsOfSteps() throws Exception {
    bus.on("count", event -> order.add(event.value()));
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(context -> {
        bus.emit("count", (int) context.step());
        order.add(-1);
      }).run(3);
    }
    assertThat(order).containsExactly(-1, 0, -1, 1, -1, 2);
  }

  @Test
  void tenEmitsOfAnAsynchronousPipelineGiveTenReceiptsInOrder() throws Exception {
    CountDownLatch received = new CountDownLatch(20);
    for (int listener = 0; listener < 2; listener++) {
      bus.on("count", event -> {
        order.add(event.value());
        received.countDown();
      });
    }
    try (Pipeline<Context> pipeline = Pipeline.of(bus).asynchronous(3)) {
      pipeline.use(context -> bus.emit("count", (int) context.step())).run(10);
      assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(order).isEqualTo(IntStream.range(0, 20).map(i -> i / 2).boxed().toList());
  }

  @Test
  void partsOfAnAsynchronousPipelineRunAtTheSameTime() throws Exception {
    CyclicBarrier all = new CyclicBarrier(3);
    try (Pipeline<Context> pipeline = Pipeline.of(bus).asynchronous(3)) {
      for (int part = 0; part < 3; part++) pipeline.use(context -> all.await(60, TimeUnit.SECONDS));
      pipeline.run(2);
    }
    assertThat(all.isBroken()).isFalse();
  }

  @Test
  void whatAPartThrowsEndsThePipeline() {
    for (int threads = 0; threads < 2; threads++) {
      Pipeline<Context> pipeline = Pipeline.of(bus);
      if (threads > 0) pipeline.asynchronous(threads);
      pipeline.use(context -> {
        throw new IOException("no luck");
      });
      assertThatThrownBy(() -> pipeline.run(3)).isInstanceOf(IOException.class).hasMessage("no luck");
      pipeline.close();
    }
  }

  @Test
  void aListenersFailureEndsAStepThatWaits() {
    EventBus own = EventBus.alone();
    own.on("bad", event -> {
      throw new IllegalStateException("no luck");
    });
    Pipeline<Context> pipeline = Pipeline.of(own).asynchronous(2);
    pipeline.use(context -> own.emit("bad")).use(context -> new CountDownLatch(1).await());
    assertThatThrownBy(() -> pipeline.run(1)).isInstanceOf(ListenerFailed.class).hasMessageContaining("event=bad");
  }

  @Test
  void finishEndsThePipelineAfterItsStep() throws Exception {
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.use(context -> {
        order.add((int) context.step());
        if (context.step() == 1) pipeline.finish();
      }, context -> order.add(-1));
      pipeline.run(10);
      assertThat(pipeline.isFinished()).isTrue();
    }
    assertThat(order).containsExactly(0, -1, 1, -1);
  }

  @Test
  void aPipelineWithoutPartsEndsAtOnce() throws Exception {
    try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
      pipeline.run(Long.MAX_VALUE);
      assertThat(pipeline.context().step()).isZero();
      assertThat(pipeline.isFinished()).isFalse();
    }
  }
}
