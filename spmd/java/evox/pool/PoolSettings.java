package evox.pool;

import evox.store.StoreSettings;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a pool of processes is made of.
 *
 * @param workers how many processes of this machine to start
 * @param each what each worker has
 * @param address of this machine at which others come in; null for all
 * @param port at which they come in; 0 for any that is free
 * @param secret what all must have, as {@code EVOX_TOKEN} gives it
 * @param tls whether what the processes say is hidden from others, as {@code EVOX_TLS} gives it: {@code on}, {@code off},
 *     or a PKCS #12 file; on and off alike on all
 * @param restarts how many workers that were lost are replaced by new ones
 * @param deadline without a word for which a worker is lost
 * @param patience how long to wait for workers that are started
 * @param store how much the head's store holds
 * @param say where progress and waits are told, a line each
 */
public record PoolSettings(int workers, Resources each, String address, int port, String secret, String tls,
    int restarts, Duration deadline, Duration patience, StoreSettings store, Consumer<String> say) {

  public PoolSettings {
    if (workers < 0) throw new IllegalArgumentException("number of workers must be 0 or more, got workers=" + workers);
    if (restarts < 0) throw new IllegalArgumentException("restarts must be 0 or more, got restarts=" + restarts);
  }

  /**
   * So many processes of this machine, with a core each; nobody else can come in. What is hidden, {@code --tls} says where
   * {@code run} was given it, or else {@code EVOX_TLS}.
   */
  public static PoolSettings processes(int workers) {
    return new PoolSettings(workers, Resources.cores(1), InetAddress.getLoopbackAddress().getHostAddress(), 0,
        UUID.randomUUID().toString(), Settings.of(said(), System.getenv()).tls(), Integer.MAX_VALUE,
        Duration.ofSeconds(10), Duration.ofSeconds(120), StoreSettings.ofThisMachine(), System.err::println);
  }

  private static Map<String, String> said() {
    return Thread.currentThread().getContextClassLoader() instanceof ProgramLoader program ? program.settings() : Map.of();
  }

  /** Each with this. */
  public PoolSettings having(Resources of) {
    return new PoolSettings(workers, of, address, port, secret, tls, restarts, deadline, patience, store, say);
  }

  /** Open to workers from outside, who come to an address of this machine, null for all, and have the secret. */
  public PoolSettings open(String at, int door, String token) {
    return new PoolSettings(workers, each, at, door, token, tls, restarts, deadline, patience, store, say);
  }

  /** Hiding what the processes say in this way: {@code on}, {@code off}, or a PKCS #12 file. */
  public PoolSettings hiding(String by) {
    return new PoolSettings(workers, each, address, port, secret, by, restarts, deadline, patience, store, say);
  }

  /** What the processes know one another by. */
  Trust trust() {
    return Settings.of(Map.of(), System.getenv()).hiding(tls).trust(Token.of(secret), System.getenv());
  }

  /** With so many lost workers replaced. */
  public PoolSettings restarting(int times) {
    return new PoolSettings(workers, each, address, port, secret, tls, times, deadline, patience, store, say);
  }

  /** Waiting otherwise: for a word of a worker, and for those that are started. */
  public PoolSettings waiting(Duration silence, Duration start) {
    return new PoolSettings(workers, each, address, port, secret, tls, restarts, silence, start, store, say);
  }

  /** With another store. */
  public PoolSettings storing(StoreSettings large) {
    return new PoolSettings(workers, each, address, port, secret, tls, restarts, deadline, patience, large, say);
  }

  /** Telling what it does elsewhere. */
  public PoolSettings saying(Consumer<String> given) {
    return new PoolSettings(workers, each, address, port, secret, tls, restarts, deadline, patience, store, given);
  }
}
