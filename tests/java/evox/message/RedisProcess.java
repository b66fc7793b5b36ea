package evox.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Redis server of this machine, with a password, that keeps nothing. */
public final class RedisProcess implements AutoCloseable {

  static final String PASSWORD = "open sesame";

  private static final long DEADLINE_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final List<String> command;
  private Process process;

  private RedisProcess(Path folder, int port, List<String> command) {
    this.folder = folder;
    this.port = port;
    this.command = command;
  }

  /** Starts one; the test is skipped if it is not installed. */
  public static RedisProcess start(Path folder) throws Exception {
    int port = freePort();
    return started(folder, port, List.of("--port", "" + port));
  }

  /** Starts one that speaks TLS alone, with a certificate whose signer's is in {@link #authority}. */
  static RedisProcess startTls(Path folder) throws Exception {
    new Certificates(folder).make();
    int port = freePort();
    return started(folder, port, List.of("--port", "0", "--tls-port", "" + port, "--tls-cert-file", "server.crt",
        "--tls-key-file", "server.key", "--tls-ca-cert-file", "authority.crt", "--tls-auth-clients", "no"));
  }

  private static RedisProcess started(Path folder, int port, List<String> options) throws Exception {
    Path program = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(path -> Path.of(path, "redis-server"))
        .filter(Files::isExecutable).findFirst().orElse(null);
    Assumptions.assumeTrue(program != null, "redis-server is not installed; it comes with the package of that name");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--bind", "127.0.0.1", "--requirepass", PASSWORD,
        "--save", "", "--appendonly", "no", "--dir", folder.toString()));
    command.addAll(options);
    RedisProcess redis = new RedisProcess(folder, port, command);
    redis.start();
    return redis;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  /** Starts it again after {@link #kill}, and returns when it listens. */
  public void start() throws Exception {
    process = new ProcessBuilder(command).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(folder.resolve("redis.log").toFile()).start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!listens()) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(Files.readString(folder.resolve("redis.log"))).isTrue();
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it at once; what it had not delivered is lost. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public int port() {
    return port;
  }

  RedisServer server() {
    return new RedisServer("127.0.0.1", port, null, PASSWORD, false, null);
  }

  Path authority() {
    return folder.resolve("authority.crt");
  }

  @Override
  public void close() {
    kill();
  }

  /** The certificate of an authority, and one of a server signed by it. */
  private record Certificates(Path folder) {

    void make() throws Exception {
      openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=authority", "-keyout",
          "authority.key", "-out", "authority.crt");
      openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "server.key", "-out",
          "server.csr");
      Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
      openssl("x509", "-req", "-in", "server.csr", "-CA", "authority.crt", "-CAkey", "authority.key", "-CAcreateserial",
          "-days", "2", "-out", "server.crt", "-extfile", "names");
    }

    private void openssl(String... words) throws Exception {
      List<String> command = new ArrayList<>(List.of("openssl"));
      command.addAll(List.of(words));
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
          .redirectOutput(folder.resolve("openssl.log").toFile()).start();
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
    }
  }
}
