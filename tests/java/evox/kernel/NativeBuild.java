package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Builds what CMake builds for tests alone. */
public final class NativeBuild {

  private NativeBuild() {}

  /** Skips the test, saying what to install, unless all of these programs are on the path. */
  public static void assumeTools(String remedy, String... tools) {
    for (String tool : tools) {
      boolean here = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
          .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
      assumeTrue(here, "no " + tool + " here; " + remedy);
    }
  }

  /** Builds a target in a folder of this name; returns the folder. */
  public static Path build(String name, String target, String... options) throws IOException, InterruptedException {
    Path build = Path.of("target", "native", name);
    command(Stream.concat(Stream.of("cmake", "-S", ".", "-B", build.toString()), Stream.of(options))
        .toArray(String[]::new));
    command("cmake", "--build", build.toString(), "--target", target, "-j2");
    return build;
  }

  private static void command(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("evox", ".log");
    try {
      int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
      String said = Files.readString(log);
      assertThat(exit).as(said).isZero();
    } finally {
      Files.delete(log);
    }
  }
}
