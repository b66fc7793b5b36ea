package evox.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One function submitted for one or many arguments. What waits and what is learnt is guarded by the scheduler's lock. */
final class Call {

  /** The share of the newest task in the mean of how long they take. */
  private static final double NEWEST = 0.2;

  private final long number;
  private final Body body;
  private final Encoded encoded;
  private final Resources demand;
  private final int retries;
  private final Version version;
  private final Worker only;
  private final Deque<Work> waiting = new ArrayDeque<>();
  private final Notice notice = new Notice();
  private final AtomicInteger works = new AtomicInteger();
  private double meanNanos = Double.NaN;

  /**
   * @param body what each task does
   * @param encoded the same as bytes; null where it need not travel
   * @param demand what each task holds while it runs
   * @param version of the replica that its tasks see; null for none
   * @param only the worker that alone may run it; null for any
   */
  Call(long number, Body body, Encoded encoded, Resources demand, int retries, Version version, Worker only) {
    this.number = number;
    this.body = body;
    this.encoded = encoded;
    this.demand = demand;
    this.retries = retries;
    this.version = version;
    this.only = only;
  }

  long number() {
    return number;
  }

  Body body() {
    return body;
  }

  byte[] encoded() {
    return encoded == null ? null : encoded.bytes();
  }

  Resources demand() {
    return demand;
  }

  int retries() {
    return retries;
  }

  Version version() {
    return version;
  }

  Worker only() {
    return only;
  }

  /** It has one task more. */
  void begin() {
    if (works.getAndIncrement() == 0 && version != null) version.keep();
  }

  /** One of its tasks has ended; with the last, its function and its version are given to nobody any more. */
  void end() {
    if (works.decrementAndGet() > 0) return;
    if (encoded != null) encoded.close();
    if (version != null) version.close();
  }

  /** Its tasks that no worker has. */
  Deque<Work> waiting() {
    return waiting;
  }

  Notice notice() {
    return notice;
  }

  /** Learns how long its tasks take. */
  void took(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      meanNanos = Double.isNaN(meanNanos) ? outcome.nanos() : meanNanos + NEWEST * (outcome.nanos() - meanNanos);
    }
  }

  /** How long a task takes in the mean of the last ones; NaN before the first has ended. */
  double meanNanos() {
    return meanNanos;
  }
}
