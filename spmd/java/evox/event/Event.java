package evox.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Something that happened somewhere.
 *
 * @param name of what happened
 * @param sender the name of the process where it did
 * @param number of this one among all events that the sender emitted, from 1
 * @param values what it carries; may be null in places
 */
public record Event(String name, String sender, long number, List<Object> values) {

  static Event of(String name, String sender, long number, Object... values) {
    return new Event(name, sender, number, Collections.unmodifiableList(Arrays.asList(values)));
  }

  /** Its first value. */
  @SuppressWarnings("unchecked")
  public <T> T value() {
    if (values.isEmpty()) throw new IllegalStateException("an event must have a value to be asked for, got event=" + name);
    return (T) values.get(0);
  }

  @Override
  public String toString() {
    return "event=" + name + " of sender=" + sender;
  }
}
