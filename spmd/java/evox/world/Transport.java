package evox.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How bytes move between the processes of a world, as the user names it. */
public enum Transport {

  /** Memory inside a machine; between machines MPI where its launcher started the processes, else sockets. */
  AUTO,

  /** Memory: all processes must be on one machine. */
  SHARED,

  /** TCP connections, inside a machine too. */
  SOCKETS,

  /** MPI, inside a machine too. */
  MPI;

  /**
   * The one of this name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Transport parse(String name) {
    for (Transport transport : values()) if (transport.name().equalsIgnoreCase(name)) return transport;
    throw new IllegalArgumentException("transport must be one of "
        + Arrays.stream(values()).map(Transport::toString).collect(Collectors.joining(", ")) + ", got --transport="
        + name);
  }

  /** As the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
