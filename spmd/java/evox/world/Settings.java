package evox.world;

import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the processes of a world work together. Each is an option of the command line, {@code --deadline 30}, or a
 * variable, {@code EVOX_DEADLINE=30}; the option counts where both are given.
 *
 * @param transport how bytes move; alike on all processes
 * @param deadline within which all processes have ended after one was lost; alike on all processes
 * @param patience how long to wait at the start for the last to come
 * @param address of this machine, at which the others reach this process; null for any
 * @param tls whether what is said between processes is hidden from others, {@code on} or {@code off}, or the PKCS #12 file
 *     that holds this process's key and whom it believes; on and off alike on all processes
 */
public record Settings(Transport transport, Duration deadline, Duration patience, String address, String tls) {

  private static final String TRANSPORT = "--transport";
  private static final String DEADLINE = "--deadline";
  private static final String PATIENCE = "--patience";
  private static final String INTERFACE = "--interface";
  private static final String TLS = "--tls";
  private static final String ON = "on";
  private static final String OFF = "off";

  /** The environment variable that says what {@code --tls} does. */
  public static final String TLS_VARIABLE = "EVOX_TLS";

  /** The environment variable that opens the file that {@code --tls} names. */
  public static final String PASSWORD = "EVOX_TLS_PASSWORD";

  static final List<String> OPTIONS = List.of(TRANSPORT, DEADLINE, PATIENCE, INTERFACE, TLS);

  /** The shortest deadline within which beats can be told from silence on a busy machine. */
  private static final double LEAST_SECONDS = 0.1;

  public Settings {
    if (transport == Transport.MPI && !tls.equals(OFF)) {
      throw new IllegalArgumentException("--tls must have a transport of our own, got --transport=mpi, whose bytes are "
          + "open; use sockets, or leave it out");
    }
  }

  /**
   * The settings of words and environment.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public static Settings of(Map<String, String> words, Map<String, String> environment) {
    String network = text(INTERFACE, words, environment);
    return of(words, environment, network == null ? null : Network.address(network));
  }

  /** Those of processes on other machines, whose network interfaces are not this one's: their address is left open. */
  public static Settings elsewhere(Map<String, String> words, Map<String, String> environment) {
    return of(words, environment, null);
  }

  private static Settings of(Map<String, String> words, Map<String, String> environment, String address) {
    return new Settings(Transport.parse(text(TRANSPORT, words, environment, "auto")),
        seconds(DEADLINE, words, environment, Duration.ofSeconds(10)),
        seconds(PATIENCE, words, environment, Duration.ofMinutes(5)), address, text(TLS, words, environment, OFF));
  }

  /** What a launcher's own environment says of its processes, by variable: theirs need not be the same. */
  public static Map<String, String> in(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (String option : OPTIONS) {
      String value = environment.get(variable(option));
      if (value != null) given.put(variable(option), value);
    }
    return given;
  }

  /**
   * What processes know one another by.
   *
   * @throws IllegalArgumentException if there is nothing to believe the others by
   */
  public Trust trust(Map<String, String> environment) {
    return trust(Token.from(environment), environment);
  }

  /** As {@link #trust(Map)}, with a token that is not the environment's. */
  public Trust trust(Token token, Map<String, String> environment) {
    return new Trust(token, tls(token, environment));
  }

  /** These, with another {@code --tls}. */
  public Settings hiding(String by) {
    return new Settings(transport, deadline, patience, address, by);
  }

  /** Whether what is said between processes is hidden from others. */
  public boolean hides() {
    return !tls.equals(OFF);
  }

  /**
   * The keys that this asks for; null where it asks for none.
   *
   * @throws IllegalArgumentException if there is nothing to believe the other processes by
   */
  Tls tls(Token token, Map<String, String> environment) {
    return switch (tls) {
      case OFF -> null;
      case ON -> {
        if (!token.isEmpty()) yield Tls.ownKeys();
        throw new IllegalArgumentException("--tls on must have a token to know the others by, got none; set "
            + Token.VARIABLE + " or " + Token.FILE_VARIABLE + " alike on all processes, or give a file of certificates");
      }
      default -> Tls.of(Path.of(tls), environment.getOrDefault(PASSWORD, "").toCharArray());
    };
  }

  /** What must be alike on all processes, as text. */
  String common() {
    return transport + " " + deadline;
  }

  private static Duration seconds(
      String option, Map<String, String> words, Map<String, String> environment, Duration otherwise) {
    String text = text(option, words, environment);
    if (text == null) return otherwise;
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= LEAST_SECONDS && seconds <= Integer.MAX_VALUE / 1000) {
        return Duration.ofMillis((long) (seconds * 1000));
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(option + " must be a number of seconds, " + LEAST_SECONDS + " or more, got "
        + option + "=" + text);
  }

  private static String text(String option, Map<String, String> words, Map<String, String> environment) {
    return words.getOrDefault(option, environment.get(variable(option)));
  }

  private static String variable(String option) {
    return "EVOX_" + option.substring(2).toUpperCase(Locale.ROOT);
  }

  private static String text(
      String option, Map<String, String> words, Map<String, String> environment, String otherwise) {
    String given = text(option, words, environment);
    return given == null ? otherwise : given;
  }
}
