package evox.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The example whose processes talk by events finds the same each time. */
class IslandsTest {

  @Test
  void theIslandsAgree() throws Exception {
    String first = run();
    assertThat(first).matches("island [012] found \\d\\S* in step \\d+\n");
    assertThat(run()).isEqualTo(first);
  }

  private static String run() throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        "target/evox-spmd.jar", "run", "launch/examples/Islands.java").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out;
  }
}
