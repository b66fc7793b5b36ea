package evox.pool;

import evox.codec.Codec;
import evox.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A value of a replica at one time. Whoever needs it keeps it and closes it once: its replica until another is set, a call
 * until its last task has ended.
 */
final class Version implements AutoCloseable {

  private final long replica;
  private final Record value;
  private final List<Component> components;
  private final AtomicInteger keepers = new AtomicInteger(1);

  /** @param components none where it need not travel */
  private Version(long replica, Record value, List<Component> components) {
    this.replica = replica;
    this.value = value;
    this.components = components;
    components.forEach(Component::keep);
  }

  static Version first(long replica, Record value, Codec codec, ObjectStore store) {
    return new Version(replica, value, List.of()).next(value, 0, codec, store);
  }

  /** A value that takes the place of this one; what has not changed it has in common with it. */
  Version next(Record other, long number, Codec codec, ObjectStore store) {
    if (codec == null) return new Version(replica, other, List.of());
    List<Component> all = new ArrayList<>();
    for (Object component : codec.split(other)) {
      Encoded encoded = Encoded.of(component, codec, store);
      Component before = components.isEmpty() ? null : components.get(all.size());
      boolean same = before != null && before.is(encoded.bytes());
      if (same) encoded.close();
      all.add(same ? before : new Component(encoded, number, store));
    }
    return new Version(replica, other, all);
  }

  long replica() {
    return replica;
  }

  Record value() {
    return value;
  }

  /** For each component, the number of the version that last changed it. */
  long[] stamps() {
    return components.stream().mapToLong(Component::stamp).toArray();
  }

  /**
   * What turns another version into this one.
   *
   * @param before the stamps of the other; null for none at all
   * @param how a component travels
   */
  Order.Change since(long[] before, Function<Component, Object> how) {
    int[] changed = IntStream.range(0, components.size())
        .filter(c -> before == null || before[c] != components.get(c).stamp()).toArray();
    return new Order.Change(replica, value.getClass().getName(), changed,
        IntStream.of(changed).mapToObj(c -> how.apply(components.get(c))).toArray());
  }

  Version keep() {
    keepers.incrementAndGet();
    return this;
  }

  @Override
  public void close() {
    if (keepers.decrementAndGet() == 0) components.forEach(Component::drop);
  }
}
