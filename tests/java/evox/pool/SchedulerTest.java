package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.store.ObjectStore;
import evox.store.StoreSettings;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of work whose worker is lost at the wrong moment. */
class SchedulerTest {

  private static final Body SAME = (state, argument, here) -> argument;

  private final Scheduler scheduler = new Scheduler(line -> { });
  private final ObjectStore store = ObjectStore.open(StoreSettings.ofThisMachine());
  private final LocalWorker worker = new LocalWorker(Resources.cores(2), store);

  @AfterEach
  void close() {
    worker.close();
    store.close();
  }

  @Test
  void workForAWorkerThatWasLostAfterItWasListedFails() {
    scheduler.join(worker);
    scheduler.join(new LocalWorker(Resources.cores(1), store));
    scheduler.lost(worker, "it has left");
    Call call = new Call(3, SAME, null, Resources.cores(1), 0, null, worker);
    Work work = new Work(call, 0, "x", null);
    scheduler.submit(call, List.of(work));
    assertThat(work.future()).isCompletedExceptionally();
    assertThatThrownBy(Head.ref(work)::get).isInstanceOf(TaskFailed.class).hasMessage("a task must keep its worker until it "
        + "returns, got this process that is gone for call=3, index=0, retries=0");
  }

  /** To this one nothing can be sent: what is to go there is too large, say, or there is no memory for it. */
  private record Unreachable(Resources resources, Supplier<Error> why) implements Worker {

    @Override
    public void answerTo(Answers head) {}

    @Override
    public String name() {
      return "unreachable";
    }

    @Override
    public void run(long batch, List<Work> works, int[] gpus) {
      throw why.get();
    }

    @Override
    public void call(ActorSeat actor, Work work) {
      throw why.get();
    }

    @Override
    public void end(ActorSeat actor) {}

    @Override
    public void close() {}
  }

  @Test
  void whatCanNotBeSentFailsAndKeepsNothingElse() {
    scheduler.join(new Unreachable(Resources.cores(1), () -> new OutOfMemoryError("Java heap space")));
    Call call = new Call(0, SAME, null, Resources.cores(1), 0, null, null);
    List<Work> works = IntStream.range(0, 3).mapToObj(i -> new Work(call, i, i, null)).toList();
    scheduler.submit(call, works);
    ActorSeat actor = new ActorSeat(0, SAME, null, Resources.cores(1), 0, scheduler);
    scheduler.seat(actor);
    Work called = new Work(new Call(1, SAME, null, Resources.cores(1), 0, null, null), 0, "x", null);
    actor.call(called);
    for (Work work : List.of(works.get(0), works.get(1), works.get(2), called)) {
      assertThat(work.future()).isCompletedExceptionally();
      assertThatThrownBy(Head.ref(work)::get).isInstanceOf(TaskFailed.class)
          .hasMessageStartingWith("a task must return, got java.lang.OutOfMemoryError: Java heap space from " + work);
    }
  }

  @Test
  void anActorThatIsNotStartedAgainIsForgotten() {
    scheduler.join(worker);
    ActorSeat once = new ActorSeat(0, SAME, null, Resources.cores(1), 0, scheduler);
    ActorSeat again = new ActorSeat(1, SAME, null, Resources.cores(1), 1, scheduler);
    scheduler.seat(once);
    scheduler.seat(again);
    scheduler.lost(worker, "it has left");
    assertThat(scheduler.actor(0)).isNull();
    assertThat(scheduler.actor(1)).isSameAs(again);
  }
}
