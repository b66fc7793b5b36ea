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

  /** Events that may wait to be heard, and bytes of what they carry, before those who bring more have to wait. */
  private static final int MOST = 8192;
  private static final long MOST_BYTES = 64 << 20;

  /** An event, or the end of a sender's step. */
  sealed interface Arrival {}

  record Came(Event event) implements Arrival {}

  record StepEnded() implements Arrival {}

  /** Names that are numbers come in the order of numbers. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record Free(Event event, long bytes) {}

  private final ArrayDeque<Free> free = new ArrayDeque<>();
  private final Map<String, ArrayDeque<Arrival>> held = new TreeMap<>(BY_NAME);
  private long bytes;
  private boolean holding;
  private boolean closed;
  private boolean hearing;

  /** Adds one that is heard as soon as may be. */
  synchronized void add(Event event) {
    if (holding) addToStep(event);
    else if (!closed) put(event);
    notifyAll();
  }

  private void put(Event event) {
    free.add(new Free(event, Weight.of(event)));
    bytes += free.getLast().bytes;
  }

  private Event poll() {
    Free next = free.poll();
    if (next == null) return null;
    bytes -= next.bytes;
    return next.event;
  }

  /** Waits while too many have not been heard; in a loop of steps that is up to the loop. */
  synchronized void awaitRoom() throws InterruptedException {
    while (!holding && !closed && (free.size() >= MOST || bytes >= MOST_BYTES)) wait();
  }

  /** Adds one that is heard at the end of a step, even if this process has not begun to step yet. */
  synchronized void addToStep(Event event) {
    held.computeIfAbsent(event.sender(), sender -> new ArrayDeque<>()).add(new Came(event));
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
    for (Event event = poll(); event != null; event = poll()) addToStep(event);
    notifyAll();
  }

  /** Events are heard as they come again. */
  synchronized void release() {
    holding = false;
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival arrival : arrivals) if (arrival instanceof Came came) put(came.event);
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
    Event event = holding ? null : poll();
    hearing = event != null;
    notifyAll();
    return event;
  }

  /** All that have come, by sender, then in the order of each. */
  synchronized List<Event> takeAll() {
    List<Event> events = new ArrayList<>();
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival arrival : arrivals) if (arrival instanceof Came came) events.add(came.event);
      arrivals.clear();
    }
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
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  synchronized void stir() {
    notifyAll();
  }

  /** The events of one step of each sender, by sender, then in the order of each. */
  synchronized List<Event> takeStep() {
    List<Event> events = new ArrayList<>();
    for (ArrayDeque<Arrival> arrivals : held.values()) {
      for (Arrival next = arrivals.poll(); next instanceof Came came; next = arrivals.poll()) events.add(came.event);
    }
    return events;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
