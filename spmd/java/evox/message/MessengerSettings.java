package evox.message;

import evox.transport.Token;
import evox.transport.Trust;
import evox.world.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a process takes part in an exchange of messages.
 *
 * @param name unique among the processes that talk to one another
 * @param labels by which programs may choose among them
 * @param address of this machine at which it listens; null for all
 * @param port at which it listens; 0 for any that is free
 * @param forwards whether processes that are connected to this one reach one another through it; else each connects to
 *     each
 * @param trust what all must have to be let in, and what hides their words
 * @param deadline without a word for which a process is lost
 * @param patience how long to wait for processes that start later, and for one that takes nothing more at the end
 * @param say where progress and refusals are told, a line each
 */
public record MessengerSettings(String name, List<String> labels, String address, int port, boolean forwards,
    Trust trust, Duration deadline, Duration patience, Consumer<String> say) {

  public MessengerSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be in [0, 65535], 0 for any, got port=" + port);
    }
    labels = List.copyOf(labels);
  }

  /** A process with the token, {@code --interface}, {@code --tls}, deadline and patience of the environment. */
  public static MessengerSettings named(String name) {
    Settings settings = Settings.of(Map.of(), System.getenv());
    return of(name, settings, settings.trust(System.getenv()));
  }

  /** As {@link #named(String)}, with a token, and with what hides words, that are not the environment's. */
  public static MessengerSettings named(String name, Trust trust) {
    return of(name, Settings.of(Map.of(), System.getenv()), trust);
  }

  /** A process with the address, the deadline and the patience of these settings. */
  public static MessengerSettings of(String name, Settings settings, Trust trust) {
    return new MessengerSettings(name, List.of(), settings.address(), 0, false, trust, settings.deadline(),
        settings.patience(), System.err::println);
  }

  public MessengerSettings labelled(List<String> given) {
    return new MessengerSettings(name, given, address, port, forwards, trust, deadline, patience, say);
  }

  /** Listens at an address of this machine, null for all, and a port, 0 for any. */
  public MessengerSettings listening(String at, int port) {
    return new MessengerSettings(name, labels, at, port, forwards, trust, deadline, patience, say);
  }

  /** Sends on what the processes connected to this one have to say to one another. */
  public MessengerSettings forwarding() {
    return new MessengerSettings(name, labels, address, port, true, trust, deadline, patience, say);
  }

  /** Has another token; words are hidden as before. */
  public MessengerSettings trusting(Token given) {
    return trusting(new Trust(given, trust.tls()));
  }

  public MessengerSettings trusting(Trust given) {
    return new MessengerSettings(name, labels, address, port, forwards, given, deadline, patience, say);
  }

  /** Waits otherwise: for a word of the others, and for those that start later. */
  public MessengerSettings waiting(Duration deadline, Duration patience) {
    return new MessengerSettings(name, labels, address, port, forwards, trust, deadline, patience, say);
  }

  public MessengerSettings saying(Consumer<String> given) {
    return new MessengerSettings(name, labels, address, port, forwards, trust, deadline, patience, given);
  }
}
