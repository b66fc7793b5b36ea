package evox.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which processes connect to which. All that are connected, by whatever way, hear each other's events. */
public enum Topology {

  /** Each to each. */
  MESH,

  /** Each to the first, which sends on what the others have to say to one another. */
  STAR,

  /** None to any, but to those that they are told to attach to. */
  ALONE;

  /** The one of this name, in any case. */
  public static Topology parse(String name) {
    for (Topology topology : values()) if (topology.name().equalsIgnoreCase(name)) return topology;
    throw new IllegalArgumentException("topology must be one of "
        + Arrays.stream(values()).map(Topology::toString).collect(Collectors.joining(", ")) + ", got topology=" + name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
