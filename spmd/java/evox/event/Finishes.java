package evox.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which pipelines of a bus have been finished by any process. The n-th of each process belongs together with the n-th of all
 * others, also where they begin at different times; a program's listeners neither hear nor end what is said about it.
 */
final class Finishes {

  private static final String NAME = "evox.pipeline.finish";

  private final AtomicLong begun = new AtomicLong();
  private final Set<Long> finished = ConcurrentHashMap.newKeySet();

  static boolean isOne(Event event) {
    return event.name().equals(NAME);
  }

  /** The number of the next pipeline of this process. */
  long begin() {
    return begun.getAndIncrement();
  }

  /** Finishes a pipeline of all processes. */
  void tell(EventBus bus, long pipeline) {
    bus.emit(NAME, pipeline);
  }

  void hear(Event event) {
    if (event.values().size() == 1 && event.values().getFirst() instanceof Long pipeline) finished.add(pipeline);
  }

  boolean has(long pipeline) {
    return finished.contains(pipeline);
  }
}
