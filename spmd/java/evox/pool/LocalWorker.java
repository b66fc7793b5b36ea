package evox.pool;

import evox.store.ObjectStore;
import java.util.List;

/** Threads of this process as a worker: functions, arguments and results are handed over as they are. */
final class LocalWorker implements Worker {

  private static final String NAME = "this process";

  private final Resources resources;
  private final ObjectStore store;
  private final TaskRunner runner = new TaskRunner();
  private Answers answers;

  LocalWorker(Resources resources, ObjectStore store) {
    this.resources = resources;
    this.store = store;
  }

  @Override
  public void answerTo(Answers head) {
    answers = head;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Resources resources() {
    return resources;
  }

  @Override
  public void run(long batch, List<Work> works, int[] gpus) {
    Call call = works.get(0).call();
    Object state = call.version() == null ? null : call.version().value();
    runner.run(new Batch(batch, works.size(), () -> new Batch.Tasks(call.body(), state,
        works.stream().map(Work::argument).toList(), i -> here(works.get(i), gpus), () -> { }),
        answers));
  }

  private Here here(Work work, int[] gpus) {
    return new Here(work.call().number(), work.index(), NAME, store, Here.numbers(gpus, 0));
  }

  @Override
  public void call(ActorSeat actor, Work work) {
    runner.actor(actor.number()).call(actor::start,
        () -> new ActorThread.Deed(work.call().body(), work.argument()), here(work, actor.gpus()),
        outcome -> answers.answered(actor.number(), work.call().number(), outcome));
  }

  @Override
  public void end(ActorSeat actor) {
    runner.end(actor.number());
  }

  @Override
  public void close() {
    runner.close();
  }
}
