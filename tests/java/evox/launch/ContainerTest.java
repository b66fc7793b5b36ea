package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container of launch/Dockerfile, built and run by podman; skipped where there is none or it may not run. */
class ContainerTest {

  private static final String SCRIPT = "tests/resources/evox/launch/container.sh";
  private static final long DEADLINE_SECONDS = 240;

  /** Containers can't run here: the exit code that test harnesses know for it. */
  private static final int SKIPPED = 77;

  @TempDir
  private Path root;

  private JarProcess.Ended contained(String... words) throws Exception {
    Path storage = Files.createDirectory(root.resolve("storage"));
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", SCRIPT,
        storage.toString(), System.getProperty("java.home"), JarProcess.JAR.toString()));
    command.addAll(List.of(words));
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly().waitFor();
    assertThat(ended).as("ended within %s s: %s", DEADLINE_SECONDS, Files.readString(err)).isTrue();
    return new JarProcess.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void theJarGivesTheSameDigestInAContainer() throws Exception {
    Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "podman"))), "podman is not installed");
    Assumptions.assumeTrue(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
        "no right to mount (unshare --mount)");
    String[] words = {"solve", "--algorithm", "CMAES", "--problem", "ackley", "--dimension", "7", "--generations", "20",
        "--threads", "1", "--json"};
    JarProcess.Ended ended = contained(words);
    Assumptions.assumeTrue(ended.code() != SKIPPED, "containers can't run here: " + ended.out().strip() + ended.err().strip());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Digests.of(ended)).isEqualTo(Digests.of(JarProcess.here().run(words)));
  }
}
