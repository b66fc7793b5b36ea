package evox.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Events that have come and not been heard yet, of each sender in the order in which it emitted them. */
final class Arrivals {

  /** An event, or the end of a sender's step. */
  sealed interface Arrival {}

  record Came(Event event, long bytes) implements Arrival {}

  record StepEnded() implements Arrival {}

  /** Names that are numbers come in the order of numbers. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final ArrayDeque<Came> free = new ArrayDeque<>();
  private final Map<String, ArrayDeque<Arrival>> held = new TreeMap<>(BY_NAME);
  private final Backlog freely = new Backlog();
  private final Backlog inStep = new Backlog();

  /** Threads of this process that wait for what others do. */
  private int waiting;
  private boolean holding;
  private boolean closed;
  private boolean hearing;

  /** Adds one that is heard as soon as may be. */
  synchronized void add(Event event) {
    if (holding) addToStep(event);
    else if (!closed) free.add(freely.add(event));
    notifyAll();
  }

  /** Waits while too many have not been heard; in a loop of steps that is up to the loop, which may be who waits. */
  synchronized void awaitRoom() throws InterruptedException {
    while (!holding && !closed && freely.isFull()) wait();
  }

  /**
   * Waits, for those who bring what others emit, while too many have not been heard: in a loop of steps too. Not while this
   * process waits for what others do, since these may wait for it in the same way.
   *
   * @throws IllegalStateException if it waits so, and more has come meanwhile than there is memory for
   */
  synchronized void awaitRoomForOthers() throws InterruptedException {
    while (!closed && (holding ? waiting == 0 && inStep.isFull() : freely.isFull())) wait();
    if (!inStep.isBeyondMemory()) return;
    throw new IllegalStateException("events of a step must fit into memory until it ends, got " + inStep
        + "; end steps sooner, or wait for events outside of a loop of steps");
  }

  /** From now on this process waits for what others do; until {@link #endWait}. */
  synchronized void beginWait() {
    waiting++;
    notifyAll();
  }

  synchronized void endWait() {
    waiting--;
  }

  /** Adds one that is heard at the end of a step, even if this process has not begun to step yet. */
  synchronized void addToStep(Event event) {
    held.computeIfAbsent(event.sender(), sender -> new ArrayDeque<>()).add(inStep.add(event));
    notifyAll();
  }

  synchronized void endStep(String sender) {
    held.computeIfAbsent(sender, name -> new ArrayDeque<>()).add(new StepEnded());
    notifyAll();
  }

  /** From now on events wait for the end of a step; those that came before are heard at the first. */
  synchronized void hold() throws InterruptedException {
    if (holding) throw new IllegalStateException("a bus must serve one loop of steps at a time, got a second");
    holding = true;
    while (hearing) wait();
    for (Came came = free.poll(); came != null; came = free.poll()) addToStep(freely.remove(came));
    notifyAll();
  }

  /** Events are heard as they come again. */
  synchronized void release() {
    holding = false;
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival arrival : arrivals) if (arrival instanceof Came came) free.add(freely.add(inStep.remove(came)));
    }
    held.clear();
    notifyAll();
  }

  /** The next to be heard as it comes; null when there will be none. The one before has been heard. */
  synchronized Event next() throws InterruptedException {
    hearing = false;
    notifyAll();
    while (!closed && (holding || free.isEmpty())) wait();
    // What came before the end is heard all the same.
    Came came = holding ? null : free.poll();
    hearing = came != null;
    notifyAll();
    return came == null ? null : freely.remove(came);
  }

  /** All that have come, by sender, then in the order of each. */
  synchronized List<Event> takeAll() {
    List<Event> events = new ArrayList<>();
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival arrival : arrivals) if (arrival instanceof Came came) events.add(inStep.remove(came));
      arrivals.clear();
    }
    notifyAll();
    return events;
  }

  /** Whether a sender has ended the step that is to be heard next. */
  synchronized boolean hasEndedStep(String sender) {
    ArrayDeque<Arrival> arrivals = held.get(sender);
    return arrivals != null && arrivals.stream().anyMatch(arrival -> arrival instanceof StepEnded);
  }

  /** Waits until something is so; arrivals may make it so, and {@link #stir}. */
  synchronized boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    beginWait();
    try {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) return false;
        wait(left);
      }
      return true;
    } finally {
      endWait();
    }
  }

  synchronized void stir() {
    notifyAll();
  }

  /** The events of one step of each sender, by sender, then in the order of each. */
  synchronized List<Event> takeStep() {
    List<Event> events = new ArrayList<>();
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival next = arrivals.poll(); next instanceof Came came; next = arrivals.poll()) {
        events.add(inStep.remove(came));
      }
    }
    notifyAll();
    return events;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
