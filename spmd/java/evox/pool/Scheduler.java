package evox.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives what was submitted to workers that have room for it: the first submitted first, but one that finds no room keeps
 * nobody else. Whoever completes a result or speaks to a worker does so without the lock.
 */
final class Scheduler {

  /** What a batch of short tasks should take: much longer than the way to the worker and back. */
  static final long BATCH_NANOS = 1_000_000;

  /** Tasks of a batch. */
  private static final int LONGEST = 4096;

  /** Bytes of a batch, or of its only task. */
  private static final long HEAVIEST = 1 << 20;

  private final Consumer<String> say;
  private final Map<Worker, Seat> seats = new LinkedHashMap<>();
  private final Map<Lane, TreeMap<Long, Call>> waiting = new LinkedHashMap<>();
  private final Map<Long, ActorSeat> actors = new LinkedHashMap<>();
  private final List<ActorSeat> unseated = new ArrayList<>();
  private Resources promised;
  private long batches;
  private String over;

  /** @param say where waits are told, a line each */
  Scheduler(Consumer<String> say) {
    this.say = say;
  }

  /** Says what each worker will have that is still to come. */
  synchronized void promise(Resources each) {
    promised = each;
  }

  /** A worker has come. */
  void join(Worker worker) {
    Seat seat = new Seat(worker, this);
    worker.answerTo(seat);
    run(() -> {
      seats.put(worker, seat);
      notifyAll();
    });
  }

  /** Waits until so many workers are there; returns whether they are. */
  synchronized boolean await(int count, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (seats.size() < count && over == null) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) return false;
      wait(millis);
    }
    return over == null;
  }

  /** For people: which workers are there, or why none will be any more. */
  synchronized String present() {
    return over == null ? seats.keySet().stream().map(Worker::name).toList().toString() : over;
  }

  synchronized List<Worker> workers() {
    return List.copyOf(seats.keySet());
  }

  void submit(Call call, List<Work> works) {
    List<Work> late = new ArrayList<>();
    run(() -> {
      requireOpen();
      if (call.only() != null && !seats.containsKey(call.only())) {
        late.addAll(works);
        return;
      }
      requirePossible(call.demand(), "call=" + call.number());
      call.waiting().addAll(works);
      enter(call);
    });
    late.forEach(work -> work.lose(call.only().name() + " that is gone"));
  }

  void seat(ActorSeat actor) {
    run(() -> {
      requireOpen();
      requirePossible(actor.demand(), actor.toString());
      actors.put(actor.number(), actor);
      unseated.add(actor);
    });
  }

  synchronized ActorSeat actor(long number) {
    return actors.get(number);
  }

  /** An actor needs no worker any more. */
  void release(ActorSeat actor) {
    run(() -> {
      actors.remove(actor.number());
      unseated.remove(actor);
      for (Seat seat : seats.values()) if (seat.actors().remove(actor)) seat.tokens().giveBack(actor.demand(), actor.gpus());
    });
  }

  void ended(Seat seat, long batch, int from, List<Outcome> outcomes) {
    List<Work> done = new ArrayList<>();
    run(() -> {
      Seat.Given given = seats.get(seat.worker()) == seat ? seat.given().get(batch) : null;
      if (given == null || from != given.ended || from + outcomes.size() > given.end) return;
      done.addAll(given.works.subList(from, from + outcomes.size()));
      given.ended += outcomes.size();
      given.call.took(outcomes);
      settle(seat, batch, given);
    });
    for (int i = 0; i < done.size(); i++) done.get(i).complete(outcomes.get(i), seat.worker().name());
  }

  void returned(Seat seat, long batch, int from) {
    run(() -> {
      Seat.Given given = seats.get(seat.worker()) == seat ? seat.given().get(batch) : null;
      if (given == null || from < given.ended || from > given.end) return;
      putBack(given.call, given.works.subList(from, given.end));
      given.end = from;
      settle(seat, batch, given);
    });
  }

  private void settle(Seat seat, long batch, Seat.Given given) {
    if (given.ended < given.end) return;
    seat.given().remove(batch);
    seat.tokens().giveBack(given.call.demand(), given.gpus);
  }

  private void putBack(Call call, List<Work> works) {
    works.reversed().forEach(call.waiting()::addFirst);
    enter(call);
  }

  private void enter(Call call) {
    if (call.waiting().isEmpty()) return;
    waiting.computeIfAbsent(Lane.of(call), lane -> new TreeMap<>()).put(call.number(), call);
  }

  /** A worker is gone: what it had goes to others, as far as that is tolerated. */
  void lost(Worker worker, String cause) {
    List<Work> failed = new ArrayList<>();
    run(() -> {
      Seat seat = seats.remove(worker);
      if (seat == null) return;
      for (Seat.Given given : seat.given().values()) {
        List<Work> again = new ArrayList<>();
        for (Work work : given.works.subList(given.ended, given.end)) {
          (given.call.only() == null && work.mayRetry() ? again : failed).add(work);
        }
        putBack(given.call, again);
      }
      waiting.entrySet().removeIf(lane -> {
        if (lane.getKey().only() != worker) return false;
        lane.getValue().values().forEach(call -> failed.addAll(call.waiting()));
        return true;
      });
      for (ActorSeat actor : seat.actors()) {
        if (actor.lost(cause, failed)) unseated.add(actor);
        else actors.remove(actor.number());
      }
    });
    failed.forEach(work -> work.lose(cause));
  }

  /** No worker will come any more, or the pool is closed: whatever waits fails. */
  void end(String cause) {
    List<Work> failed = new ArrayList<>();
    run(() -> {
      over = cause;
      notifyAll();
      waiting.values().forEach(calls -> calls.values().forEach(call -> failed.addAll(call.waiting())));
      waiting.clear();
      seats.values().forEach(seat -> seat.given().values().forEach(given -> failed.addAll(
          given.works.subList(given.ended, given.end))));
      seats.clear();
      unseated.clear();
      actors.values().forEach(actor -> actor.end(cause, failed));
    });
    failed.forEach(work -> work.lose(cause));
  }

  /** Changes something, and then does what has become possible. */
  private void run(Runnable change) {
    List<Runnable> orders = new ArrayList<>();
    synchronized (this) {
      change.run();
      place(orders);
      hand(orders);
    }
    orders.forEach(Runnable::run);
  }

  private void place(List<Runnable> orders) {
    unseated.removeIf(actor -> {
      Seat seat = new Lane(actor.demand(), null).choose(seats.values());
      if (seat == null) return false;
      seat.actors().add(actor);
      actor.live(seat.worker(), seat.tokens().take(actor.demand()));
      orders.add(actor::pump);
      return true;
    });
  }

  private void hand(List<Runnable> orders) {
    waiting.entrySet().removeIf(entry -> {
      TreeMap<Long, Call> calls = entry.getValue();
      while (!calls.isEmpty()) {
        Seat seat = entry.getKey().choose(seats.values());
        if (seat == null) return false;
        Call call = calls.firstEntry().getValue();
        call.notice().reset();
        give(call, seat, orders);
        if (call.waiting().isEmpty()) calls.pollFirstEntry();
      }
      return true;
    });
  }

  private void give(Call call, Seat seat, List<Runnable> orders) {
    List<Work> works = new ArrayList<>();
    long bytes = 0;
    for (long left = batchSize(call); left > 0 && bytes < HEAVIEST; left--) {
      works.add(call.waiting().poll());
      bytes += works.getLast().bytes();
    }
    int[] gpus = seat.tokens().take(call.demand());
    long batch = batches++;
    seat.given().put(batch, new Seat.Given(call, works, gpus));
    orders.add(() -> {
      try {
        seat.worker().run(batch, works, gpus);
      } catch (RuntimeException | Error e) {
        // It could not even be sent; it must not be waited for, nor keep what comes after it.
        ended(seat, batch, 0, works.stream().map(work -> new Outcome(null, e, 0)).toList());
      }
    });
  }

  /** As many as should take a batch's time, but leaving the other workers theirs. */
  private long batchSize(Call call) {
    if (Double.isNaN(call.meanNanos())) return 1;
    long slots = seats.keySet().stream().mapToLong(worker -> new Tokens(worker.resources()).times(call.demand())).sum();
    long fair = Math.ceilDiv(call.waiting().size(), 2 * slots);
    return Math.max(1, Math.min(Math.min(LONGEST, fair), (long) (BATCH_NANOS / Math.max(1, call.meanNanos()))));
  }

  private void requireOpen() {
    if (over != null) throw new IllegalStateException("a pool must be open, got " + over);
  }

  private void requirePossible(Resources demand, String who) {
    boolean possible = seats.values().stream().anyMatch(seat -> new Tokens(seat.worker().resources()).hold(demand));
    if (possible || promised != null && new Tokens(promised).hold(demand)) return;
    throw new IllegalArgumentException("a worker must have what a task holds, got " + demand + " for " + who + "; "
        + seats.keySet().stream().map(worker -> worker.name() + " has " + worker.resources()).sorted()
        .collect(Collectors.joining(", ")));
  }

  /** Says of what waits long what it needs, what is there and who holds it. Called now and then. */
  synchronized void tell() {
    for (ActorSeat actor : unseated) if (actor.notice().isDue()) say.accept(wait(actor, actor.demand(), actor.notice()));
    for (TreeMap<Long, Call> calls : waiting.values()) {
      Call first = calls.firstEntry().getValue();
      if (first.notice().isDue()) say.accept(wait("call=" + first.number(), first.demand(), first.notice()));
    }
  }

  private String wait(Object who, Resources demand, Notice notice) {
    return who + " has waited " + notice.seconds() + " s for " + demand + ": " + (seats.isEmpty() ? "no worker is there"
        : seats.values().stream().map(Seat::state).collect(Collectors.joining("; ")));
  }
}
