package evox.message;

import evox.world.JoinFailed;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Redis server through which processes exchange messages that can't reach one another.
 *
 * @param user to be there; null for the default one
 * @param password null if none is wanted
 * @param tls whether to talk to it by TLS
 * @param authority the file with the certificate of who signed the server's (PEM); null for those that Java trusts
 */
public record RedisServer(String host, int port, String user, String password, boolean tls, Path authority) {

  /** The environment variable with the password, which command lines would show to everybody. */
  public static final String PASSWORD = "EVOX_REDIS_PASSWORD";

  /** The environment variable that names the file with the certificate of who signed the server's. */
  public static final String AUTHORITY = "EVOX_REDIS_CA";

  private static final int DEFAULT_PORT = 6379;

  /** The server of {@code host:port}, {@code redis://[[user]:password@]host[:port]} or, by TLS, {@code rediss://…}. */
  public static RedisServer parse(String text, Map<String, String> environment) {
    boolean tls = text.startsWith("rediss://");
    String rest = text.replaceFirst("^rediss?://", "");
    int at = rest.lastIndexOf('@');
    String[] credentials = at < 0 ? new String[] {""} : rest.substring(0, at).split(":", 2);
    String password = credentials.length == 2 ? credentials[1] : environment.get(PASSWORD);
    String[] address = rest.substring(at + 1).split(":", 2);
    String authority = environment.get(AUTHORITY);
    try {
      int port = address.length == 2 ? Integer.parseInt(address[1]) : DEFAULT_PORT;
      if (!address[0].isEmpty() && port > 0 && port < 1 << 16) {
        return new RedisServer(address[0], port, credentials[0].isEmpty() ? null : credentials[0], password, tls,
            authority == null ? null : Path.of(authority));
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException("a Redis server must be given as host:port, redis://host:port or rediss://host:port, "
        + "got redis=" + rest.substring(at + 1));
  }

  /** Why nothing can be done without it. */
  JoinFailed failed(String reason, Throwable cause) {
    return new JoinFailed("a Redis server must let processes in at " + this + ", got " + reason, cause);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port;
  }
}
