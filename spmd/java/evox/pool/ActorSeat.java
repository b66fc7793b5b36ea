package evox.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An actor as the head sees it: where it lives, which calls it has and which wait. */
final class ActorSeat {

  /** Calls on their way: enough to keep an actor busy, few enough to lose little with it. */
  private static final int WINDOW = 64;

  private static final String CLOSED = "a closed actor";

  private final long number;
  private final Body start;
  private final Encoded encodedStart;
  private final Resources demand;
  private final Scheduler scheduler;
  private final Notice notice = new Notice();
  private final Deque<Work> waiting = new ArrayDeque<>();
  private final Map<Long, Work> sent = new LinkedHashMap<>();
  private int restarts;
  private Worker worker;
  private int[] gpus;
  private boolean closing;
  private String dead;

  /** @param start makes its state, from an argument that is null */
  ActorSeat(long number, Body start, Encoded encodedStart, Resources demand, int restarts, Scheduler scheduler) {
    this.number = number;
    this.start = start;
    this.encodedStart = encodedStart;
    this.demand = demand;
    this.restarts = restarts;
    this.scheduler = scheduler;
  }

  long number() {
    return number;
  }

  Body start() {
    return start;
  }

  byte[] encodedStart() {
    return encodedStart == null ? null : encodedStart.bytes();
  }

  Resources demand() {
    return demand;
  }

  Notice notice() {
    return notice;
  }

  void call(Work work) {
    String refused;
    synchronized (this) {
      refused = closing ? CLOSED : dead;
      if (refused == null) waiting.add(work);
    }
    if (refused == null) pump();
    else work.lose(refused);
  }

  /** The numbers of its worker's GPUs that it holds. */
  synchronized int[] gpus() {
    return gpus;
  }

  /** For the scheduler: it is to live there from now on, with these GPUs. {@link #pump} then sends what waits. */
  synchronized void live(Worker home, int[] its) {
    worker = home;
    gpus = its;
    notice.reset();
  }

  /** Sends what waits, as far as there is room. Under the lock, so that calls are sent in their order. */
  void pump() {
    boolean drained;
    Map<Work, Throwable> unsent = new LinkedHashMap<>();
    synchronized (this) {
      while (worker != null && sent.size() < WINDOW && !waiting.isEmpty()) {
        Work work = waiting.poll();
        sent.put(work.call().number(), work);
        try {
          worker.call(this, work);
        } catch (RuntimeException | Error e) {
          // It must not be waited for.
          sent.remove(work.call().number());
          unsent.put(work, e);
        }
      }
      drained = closing && dead == null && sent.isEmpty() && waiting.isEmpty();
      if (drained) {
        dead = CLOSED;
        if (worker != null) worker.end(this);
      }
    }
    unsent.forEach((work, why) -> work.complete(new Outcome(null, why, 0), toString()));
    if (drained) scheduler.release(this);
  }

  void answered(long call, Outcome outcome, String by) {
    Work work;
    synchronized (this) {
      work = sent.remove(call);
    }
    pump();
    if (work != null) work.complete(outcome, this + " of " + by);
  }

  /**
   * For the scheduler: its worker is gone.
   *
   * @param failed receives the calls that are not tried again
   * @return whether it is to be started again
   */
  synchronized boolean lost(String cause, List<Work> failed) {
    worker = null;
    boolean again = dead == null && restarts-- > 0;
    List<Work> retried = new ArrayList<>();
    for (Work work : sent.values()) (again && work.mayRetry() ? retried : failed).add(work);
    retried.reversed().forEach(waiting::addFirst);
    sent.clear();
    if (again) return true;
    if (dead == null) dead = cause;
    failed.addAll(waiting);
    waiting.clear();
    return false;
  }

  /** Ends it where it lives, after the calls that were made. */
  void close() {
    synchronized (this) {
      closing = true;
    }
    pump();
  }

  /** For the scheduler: there is no pool any more. */
  synchronized void end(String cause, List<Work> failed) {
    if (dead == null) dead = cause;
    lost(cause, failed);
  }

  @Override
  public String toString() {
    return "actor=" + number;
  }
}
