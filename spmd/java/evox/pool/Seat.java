package evox.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A worker as the scheduler sees it: what it has been given and what it has left. Guarded by the scheduler's lock. */
final class Seat implements Answers {

  /** A batch that the worker has; its first tasks may have ended, and its last may have been returned. */
  static final class Given {
    final Call call;
    final List<Work> works;
    final int[] gpus;
    int ended;
    int end;

    Given(Call call, List<Work> works, int[] gpus) {
      this.call = call;
      this.works = works;
      this.gpus = gpus;
      this.end = works.size();
    }
  }

  private final Worker worker;
  private final Scheduler scheduler;
  private final Tokens tokens;
  private final Map<Long, Given> given = new LinkedHashMap<>();
  private final List<ActorSeat> actors = new ArrayList<>();

  Seat(Worker worker, Scheduler scheduler) {
    this.worker = worker;
    this.scheduler = scheduler;
    this.tokens = new Tokens(worker.resources());
  }

  Worker worker() {
    return worker;
  }

  Tokens tokens() {
    return tokens;
  }

  Map<Long, Given> given() {
    return given;
  }

  List<ActorSeat> actors() {
    return actors;
  }

  /** How much it has to do already. */
  int load() {
    return given.size() + actors.size();
  }

  /** For people: what it has left and who holds the rest. */
  String state() {
    StringBuilder text = new StringBuilder(worker.name() + " has " + tokens.free() + " of " + worker.resources());
    String separator = ", held by ";
    for (Given one : given.values()) {
      text.append(separator).append("call=").append(one.call.number()).append(" (").append(one.call.demand()).append(')');
      separator = ", ";
    }
    for (ActorSeat actor : actors) {
      text.append(separator).append(actor).append(" (").append(actor.demand()).append(')');
      separator = ", ";
    }
    return text.toString();
  }

  @Override
  public void ended(long batch, int from, List<Outcome> outcomes) {
    scheduler.ended(this, batch, from, outcomes);
  }

  @Override
  public void returned(long batch, int from) {
    scheduler.returned(this, batch, from);
  }

  @Override
  public void answered(long actor, long call, Outcome outcome) {
    ActorSeat called = scheduler.actor(actor);
    if (called != null) called.answered(call, outcome, worker.name());
  }
}
