package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.handover.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts the jar as its users do, in a process of its own. */
final class JarProcess {

  static final Path JAR = Path.of("target/evox-spmd.jar").toAbsolutePath();

  private static final long DEADLINE_SECONDS = 120;

  /**
   * What a process left behind.
   *
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Ended(int code, String out, String err) {}

  private final Path java;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder;

  private JarProcess(Path home) {
    this.java = home.resolve("bin/java");
  }

  /** With the Java that runs this test. */
  static JarProcess here() {
    return in(Path.of(System.getProperty("java.home")));
  }

  /** With another Java. */
  static JarProcess in(Path home) {
    return new JarProcess(home);
  }

  /** A Java of this machine that is too old for the toolkit, or null. */
  static Path olderJava() throws IOException {
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) return null;
    try (Stream<Path> homes = Files.list(installed)) {
      return homes.filter(home -> JavaHome.in(home.toFile()).version() >= 8 && !JavaHome.in(home.toFile()).suits())
          .filter(home -> Files.isExecutable(home.resolve("bin/java"))).sorted().findFirst().orElse(null);
    }
  }

  /** The file of the program java. */
  String java() {
    return java.toString();
  }

  /** In a folder, and not where the tests run. */
  JarProcess at(Path other) {
    folder = other;
    return this;
  }

  JarProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it; both outputs go to files. */
  Process start(Path out, Path err, List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    if (folder != null) builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EVOX_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it to its end. */
  Ended run(String... arguments) {
    try {
      Path out = Files.createTempFile("evox", ".out");
      Path err = Files.createTempFile("evox", ".err");
      try {
        Process process = start(out, err, List.of(), arguments);
        boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly().waitFor();
        assertThat(ended)
            .as("%s ended within %s s: %s", List.of(arguments), DEADLINE_SECONDS, Files.readString(err)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
