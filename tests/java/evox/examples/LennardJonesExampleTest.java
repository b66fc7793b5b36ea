package evox.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** launch/examples/LennardJones.java: a search with a model that learns on the way. */
class LennardJonesExampleTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @Timeout(60)
  void theIcosahedronIsFound(int seed) throws Exception {
    assertThat(search("13", Integer.toString(seed), "2")).startsWith("13 atoms: -44.326801 with ");
  }

  /** Fifteen generations, so that the model is learnt, sparse and used. */
  @Test
  void theNumberOfThreadsDoesNotChangeTheSearch() throws Exception {
    assertThat(search("19", "1", "1")).startsWith("19 atoms: -72.659782 with ").isEqualTo(search("19", "1", "3"));
  }

  private String search(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar",
        "target/evox-spmd.jar", "run", "launch/examples/LennardJones.java", arguments[0], arguments[1], arguments[2])
        .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    assertThat(code).as(Files.readString(err)).isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
