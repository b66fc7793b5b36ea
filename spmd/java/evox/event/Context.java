package evox.event;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the parts of a step tell one another, by name. Each step has a new one, with what was kept of the last. */
public final class Context {

  private final long step;
  private final Map<String, Object> values = new ConcurrentHashMap<>();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  private Context(long step) {
    this.step = step;
  }

  /** The first step's. */
  public static Context first() {
    return new Context(0);
  }

  /** The number of the step, from 0. */
  public long step() {
    return step;
  }

  public Context set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** A value; null if nobody has set it in this step, and it was not kept. */
  @SuppressWarnings("unchecked")
  public <T> T get(String name) {
    return (T) values.get(name);
  }

  /** A value, or another if there is none. */
  @SuppressWarnings("unchecked")
  public <T> T get(String name, T otherwise) {
    return (T) values.getOrDefault(name, otherwise);
  }

  /** These values, and no others, go on to the steps that follow. */
  public Context keep(String... names) {
    kept.addAll(Set.of(names));
    return this;
  }

  /** The next step's. */
  public Context renew() {
    Context next = new Context(step + 1);
    for (String name : kept) {
      next.kept.add(name);
      if (values.containsKey(name)) next.values.put(name, values.get(name));
    }
    return next;
  }
}
