package evox.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes introduce themselves, and somebody may sit between. */
@Timeout(60)
class ConnectionTest {

  private static final int MILLIS = 30_000;
  private static final char[] PASSWORD = "password".toCharArray();
  private static final String ANYWHERE = "/127.0.0.1:\\d+";

  @TempDir
  private Path folder;

  private static Trust trust(String token, Tls tls) {
    return new Trust(Token.of(token), tls);
  }

  private static ServerSocketChannel listen() throws Exception {
    return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
  }

  private static InetSocketAddress address(ServerSocketChannel channel) throws Exception {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void talk(Trust host, Trust joiner) throws Exception {
    try (ServerSocketChannel door = listen()) {
      FutureTask<Connection> hosted = start(() -> Connection.accept(door.accept(), host, MILLIS));
      Connection joined = Connection.open(address(door), joiner, MILLIS);
      try (Connection here = hosted.get()) {
        try (joined) {
          exchange(here, joined);
        }
        assertThatThrownBy(here::read).isInstanceOf(EOFException.class);
      }
    }
  }

  private static void exchange(Connection here, Connection there) throws Exception {
    for (int length : new int[] {0, 1, 16_384, 16_385, Connection.LONGEST}) {
      byte[] frame = new byte[length];
      for (int i = 0; i < length; i++) frame[i] = (byte) (i * 31);
      there.write(frame);
      assertThat(here.read()).isEqualTo(frame);
      here.write(frame);
      assertThat(there.read()).isEqualTo(frame);
    }
  }

  private static void refused(Trust host, Trust joiner, String atHost, String atJoiner) throws Exception {
    try (ServerSocketChannel door = listen()) {
      FutureTask<Connection> hosted = start(() -> Connection.accept(door.accept(), host, MILLIS));
      assertUntrusted(() -> Connection.open(address(door), joiner, MILLIS), atJoiner);
      assertUntrusted(() -> resultOf(hosted), atHost);
    }
  }

  private static void assertUntrusted(ThrowingCallable call, String pattern) {
    assertThatThrownBy(call).isInstanceOf(Untrusted.class).hasMessageMatching(pattern);
  }

  private static void resultOf(FutureTask<Connection> task) throws Throwable {
    try {
      task.get().close();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static String tokens(String condition, String got) {
    return "both processes must have the same token" + condition + ", got " + got + " from " + ANYWHERE
        + "; set EVOX_TOKEN or EVOX_TOKEN_FILE alike on both sides";
  }

  @Test
  void framesOfAnyLengthCome() throws Exception {
    talk(trust("secret", null), trust("secret", null));
    talk(trust("secret", Tls.ownKeys()), trust("secret", Tls.ownKeys()));
  }

  @Test
  void anotherTokenIsRefused() throws Exception {
    refused(trust("secret", null), trust("guess", null), tokens("", "another one"), tokens("", "a refusal"));
    String alone = " and nobody between them";
    refused(trust("secret", Tls.ownKeys()), trust("guess", Tls.ownKeys()),
        tokens(alone, "another one"), tokens(alone, "a refusal"));
  }

  @Test
  void oneThatHidesItsWordsAndOneThatDoesNotPartAtOnce() throws Exception {
    String rule = "both processes must have the same --tls, got one with it and one without: ";
    Trust open = trust("secret", null);
    Trust hidden = trust("secret", Tls.ownKeys());
    refused(open, hidden, rule + "with it is " + ANYWHERE, rule + "without is " + ANYWHERE);
    refused(hidden, open, rule + "without is " + ANYWHERE, rule + "with it is " + ANYWHERE);
  }

  @Test
  void aManInTheMiddleIsFoundOut() throws Exception {
    Trust trust = trust("secret", Tls.ownKeys());
    try (ServerSocketChannel door = listen(); ManInTheMiddle middle = new ManInTheMiddle(address(door).getPort())) {
      FutureTask<Connection> hosted = start(() -> Connection.accept(door.accept(), trust, MILLIS));
      String alone = " and nobody between them";
      FutureTask<Connection> joined =
          start(() -> Connection.open(new InetSocketAddress("127.0.0.1", middle.port()), trust, MILLIS));
      assertUntrusted(() -> resultOf(hosted), tokens(alone, "another one"));
      assertUntrusted(() -> resultOf(joined), tokens(alone, "a refusal"));
    }
  }

  @Test
  void whatIsSaidCanOnlyBeReadOnAnOpenConnection() throws Exception {
    assertThat(overheard(null)).contains("the population");
    assertThat(overheard(Tls.ownKeys())).doesNotContain("population");
  }

  /** What somebody sees who passes everything on, from the joiner to the host. */
  private static String overheard(Tls tls) throws Exception {
    Trust trust = trust("secret", tls);
    List<byte[]> seen = new ArrayList<>();
    try (ServerSocketChannel door = listen(); ServerSocketChannel middle = listen()) {
      FutureTask<Connection> hosted = start(() -> Connection.accept(door.accept(), trust, MILLIS));
      CompletableFuture<Void> ended = new CompletableFuture<>();
      start(() -> {
        try (SocketChannel joiner = middle.accept(); SocketChannel host = SocketChannel.open(address(door))) {
          start(() -> pass(host, joiner, new ArrayList<>()));
          pass(joiner, host, seen);
        }
        return ended.complete(null);
      });
      try (Connection there = Connection.open(address(middle), trust, MILLIS); Connection here = hosted.get()) {
        there.write("the population".getBytes(StandardCharsets.US_ASCII));
        assertThat(here.read()).asString().isEqualTo("the population");
      }
      ended.join();
    }
    StringBuilder text = new StringBuilder();
    seen.forEach(bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  private static Void pass(SocketChannel from, SocketChannel to, List<byte[]> seen) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (from.read(bytes) >= 0) {
      bytes.flip();
      byte[] piece = new byte[bytes.remaining()];
      bytes.duplicate().get(piece);
      seen.add(piece);
      while (bytes.hasRemaining()) to.write(bytes);
      bytes.clear();
    }
    to.shutdownOutput();
    return null;
  }

  @Test
  void certificatesOfOneAuthorityNeedNoToken() throws Exception {
    Path authority = folder.resolve("authority.p12");
    keytool(authority, "-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
    Trust known = new Trust(Token.of(""), Tls.of(signed("node", authority), PASSWORD));
    talk(known, known);
    Trust stranger = new Trust(Token.of(""), Tls.of(strange(), PASSWORD));
    String rule = "both processes must believe one another's certificates, got .* from " + ANYWHERE
        + "; give all of them the same --tls";
    refused(known, stranger, rule, rule);
    refused(stranger, known, rule, rule);
  }

  /** A key of this name, with a certificate that the authority signed, and the authority's own. */
  private Path signed(String name, Path authority) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Path request = folder.resolve(name + ".request");
    Path answer = folder.resolve(name + ".answer");
    Path root = folder.resolve(name + ".root");
    keytool(file, "-genkeypair", "-alias", "node", "-keyalg", "EC", "-dname", "CN=" + name);
    keytool(file, "-certreq", "-alias", "node", "-file", request.toString());
    keytool(authority, "-gencert", "-alias", "authority", "-infile", request.toString(), "-outfile", answer.toString());
    keytool(authority, "-exportcert", "-alias", "authority", "-file", root.toString());
    keytool(file, "-importcert", "-noprompt", "-alias", "authority", "-file", root.toString());
    keytool(file, "-importcert", "-alias", "node", "-file", answer.toString());
    return file;
  }

  private Path strange() throws Exception {
    Path file = folder.resolve("strange.p12");
    KeyStore store = SelfSigned.keyStore(PASSWORD);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static void keytool(Path store, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void aFileThatHoldsNoKeysIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("keys.p12"), "no keys");
    assertThatThrownBy(() -> Tls.of(file, PASSWORD)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--tls must be on, off or a PKCS #12 file with a key and certificates, got --tls=" + file
            + ": ").hasMessageEndingWith("; EVOX_TLS_PASSWORD holds its password");
    assertThatThrownBy(() -> Tls.of(strange(), "guess".toCharArray())).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password was incorrect");
  }
}
