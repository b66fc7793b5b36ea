package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are each started with their number and where the first one listens, as on machines without a launcher. */
class ByNumberTest {

  private static final String[] SOLVE = {"solve", "--algorithm", "PSO", "--problem", "sphere", "--dimension", "2",
      "--population", "40", "--generations", "2", "--json"};

  @TempDir
  private Path folder;

  private final int port = free();

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<JarProcess.Ended> start(int id, int patience, String token) {
    List<String> words = new ArrayList<>(List.of(Integer.toString(id), "--coordinator", "127.0.0.1:" + port, "--processes",
        "2", "--patience", Integer.toString(patience)));
    words.addAll(List.of(SOLVE));
    JarProcess jar = JarProcess.here();
    if (!token.isEmpty()) jar.with("EVOX_TOKEN_FILE", token);
    return CompletableFuture.supplyAsync(() -> jar.run(words.toArray(new String[0])), Thread::startVirtualThread);
  }

  private static JarProcess.Ended failed(int code, String line) {
    return new JarProcess.Ended(code, "", line + "\n");
  }

  @Test
  void aCoordinatorThatIsNotThereIsNamed() {
    assertThat(start(1, 1, "").join())
        .isEqualTo(failed(1, "a coordinator must listen at 127.0.0.1:" + port + " within 1 s, got Connection refused"));
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(start(0, 1, "").join()).isEqualTo(failed(1, "the coordinator's port must be free, got port="
          + taken.getLocalPort() + ": Address already in use; name another by EVOX_COORDINATOR=host:port"));
    }
  }

  @Test
  void aNumberThatNobodyHasIsRefused() {
    assertThat(start(2, 1, "").join())
        .isEqualTo(failed(2, "process id must be in [0, 2), the number of processes, got id=2"));
  }

  @Test
  void theirTokenMayLieInAFile() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "a secret of theirs\n");
    Path other = Files.writeString(folder.resolve("other"), "a secret of theirs");
    CompletableFuture<JarProcess.Ended> second = start(1, 60, other.toString());
    JarProcess.Ended first = start(0, 60, one.toString()).join();
    assertThat(first.err()).contains("world of 2 processes by arguments, transport shared\n");
    assertThat(Digests.in(first.out())).hasSize(1).isEqualTo(Digests.in(JarProcess.here().run(SOLVE).out()));
    assertThat(second.join().code()).isZero();
  }

  @Test
  void whoHasAnotherTokenIsToldAndSoIsTheFirst() throws IOException {
    CompletableFuture<JarProcess.Ended> first =
        start(0, 5, Files.writeString(folder.resolve("one"), "a secret of theirs").toString());
    JarProcess.Ended second = start(1, 5, Files.writeString(folder.resolve("other"), "a guess").toString()).join();
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("token").endsWith("set EVOX_TOKEN or EVOX_TOKEN_FILE alike on both sides\n");
    assertThat(first.join().code()).isEqualTo(1);
    assertThat(first.join().err()).contains("dropped a connection", "all 2 processes must come within 5 s, got no id=1");
  }

  @Test
  void aTokensFileThatIsNotThereIsNamed() {
    assertThat(start(0, 1, "/absent/token").join()).isEqualTo(failed(2, "the token's file must be readable, got "
        + "EVOX_TOKEN_FILE=/absent/token: java.nio.file.NoSuchFileException: /absent/token"));
  }
}
