package evox.message;

import static org.assertj.core.api.Assertions.assertThat;

import evox.transport.Token;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process lets others in again after it could not. */
@Timeout(120)
class EntranceTest {

  /** Shells count in numbers, and Java uses some before it begins. */
  private static final String FEW_FILES = "ulimit -n 100 && exec \"$@\"";

  @Test
  void whoComesWhileThereAreTooManyOpenFilesComesInLater() throws Exception {
    Process process = new ProcessBuilder(List.of("sh", "-c", FEW_FILES, "sh",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
        CrowdedProgram.class.getName())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(); Messenger comer = Messenger.open(MessengerSettings.named("comer")
        .trusting(Token.of("secret")).listening("127.0.0.1", 0).waiting(Duration.ofSeconds(60), Duration.ofSeconds(60)))) {
      int port = Integer.parseInt(out.readLine());
      CompletableFuture<Void> come = CompletableFuture.runAsync(() -> comer.connect("127.0.0.1", port));
      assertThat(out.readLine()).isEqualTo(
          "connections must be accepted, got Too many open files; trying again until they are");
      process.getOutputStream().close();
      come.get(60, TimeUnit.SECONDS);
      assertThat(out.readLine()).isEqualTo("comer has come");
    } finally {
      process.destroyForcibly();
    }
  }
}
