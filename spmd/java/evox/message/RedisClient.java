package evox.message;

import evox.world.JoinFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections to a Redis server. */
final class RedisClient {

  /** Within which the server must answer; a process hears itself more often than that. */
  private static final int ANSWER_MILLIS = 10_000;

  private static final String REMEDY = "set " + RedisServer.PASSWORD + " to the password of the server";
  private static final String STORE_TYPE = "PKCS12";
  private static final char[] NO_PASSWORD = new char[0];

  private final RedisServer server;
  private final DefaultJedisClientConfig config;

  RedisClient(RedisServer server) {
    this.server = server;
    DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder().connectionTimeoutMillis(ANSWER_MILLIS)
        .socketTimeoutMillis(ANSWER_MILLIS).user(server.user()).password(server.password());
    if (server.tls()) builder.sslOptions(server.authority() == null ? SslOptions.defaults() : trusting());
    this.config = builder.build();
  }

  Connection connect() {
    return new Connection(new HostAndPort(server.host(), server.port()), config);
  }

  /** @throws JoinFailed saying why the server can't be used */
  void check() {
    try (Connection connection = connect()) {
      connection.ping();
    } catch (JedisAccessControlException e) {
      throw server.failed((server.password() == null ? "no password" : e.getMessage()) + "; " + REMEDY, e);
    } catch (JedisDataException e) {
      throw server.failed(e.getMessage().startsWith("NOAUTH") ? "no password; " + REMEDY : e.getMessage(), e);
    } catch (JedisException e) {
      Throwable root = e;
      while (root.getCause() != null) root = root.getCause();
      for (Throwable suppressed : e.getSuppressed()) root = suppressed;
      throw server.failed(root.getMessage() == null ? root.toString() : root.getMessage(), e);
    }
  }

  /** Disconnecting sends what is left, which fails as well where the server has gone. */
  static void drop(Connection connection) {
    try {
      if (connection != null) connection.disconnect();
    } catch (JedisException e) {
      // It is gone, then.
    }
  }

  JoinFailed failed(String reason) {
    return server.failed(reason, null);
  }

  private SslOptions trusting() {
    try (InputStream in = Files.newInputStream(server.authority())) {
      KeyStore store = KeyStore.getInstance(STORE_TYPE);
      store.load(null);
      store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, NO_PASSWORD);
      return SslOptions.builder().trustStoreType(STORE_TYPE)
          .truststore(() -> new ByteArrayInputStream(bytes.toByteArray()), NO_PASSWORD)
          .sslVerifyMode(SslVerifyMode.FULL).build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate of a Redis server's signer must be readable, got "
          + RedisServer.AUTHORITY + "=" + server.authority() + ": " + e, e);
    }
  }
}
