package evox.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Several results, parted by whether they are there.
 *
 * @param ready those that are, in the order in which they were given
 * @param rest the others, in that order
 * @param <R> their type
 */
public record Refs<R>(List<Ref<R>> ready, List<Ref<R>> rest) {

  /**
   * Waits until so many are ready, failed ones included, or the time is up.
   *
   * @param count in [0, number of refs]
   */
  public static <R> Refs<R> wait(Collection<Ref<R>> refs, int count, Duration timeout) {
    if (count < 0 || count > refs.size()) {
      throw new IllegalArgumentException("count must be in [0, " + refs.size() + "], the number of refs, got count="
          + count);
    }
    CountDownLatch missing = new CountDownLatch(count);
    for (Ref<R> ref : refs) ref.future().whenComplete((value, thrown) -> missing.countDown());
    try {
      missing.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Ref<R>> ready = new ArrayList<>();
    List<Ref<R>> rest = new ArrayList<>();
    for (Ref<R> ref : refs) (ref.ready() ? ready : rest).add(ref);
    return new Refs<>(ready, rest);
  }
}
