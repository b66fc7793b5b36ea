package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.launch.handover.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar started by a Java that is too old for it. Needs one under /usr/lib/jvm. */
class HandoverTest {

  private static final String TELL = """
      void main(String[] arguments) throws Exception {
        IO.println(ProcessHandle.current().pid() + " " + Runtime.version().feature() + " " + Long.getLong("x"));
        for (String argument : arguments) IO.println("[" + argument + "]");
        if (arguments.length > 0 && arguments[0].equals("wait")) Thread.sleep(120_000);
        System.exit(3);
      }
      """;

  @TempDir
  private Path folder;

  private Path older;
  private Path program;

  @BeforeEach
  void findAnOlderJava() throws IOException {
    older = JarProcess.olderJava();
    assumeTrue(older != null, "a Java older than 25 must be under /usr/lib/jvm");
    program = Files.writeString(folder.resolve("Tell.java"), TELL);
  }

  private JarProcess process() {
    return JarProcess.in(older).with("EVOX_JAVA_HOME", System.getProperty("java.home")).with("LC_ALL", "C.UTF-8");
  }

  @Test
  void processArgumentsOptionsAndExitCodeStayTheSame() throws Exception {
    String[] arguments = {"run", program.toString(), "a b", "", "two\nlines", "日本 ü", "$HOME *", "\"", ""};
    Path out = folder.resolve("out");
    List<String> options = List.of("-Dx=42", "-Xmx300m", "-XX:+UseSerialGC");
    Process process = process().start(out, folder.resolve("err"), options, arguments);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("err")).isEmptyFile();
    assertThat(out).hasContent(process.pid() + " " + Runtime.version().feature() + " 42\n"
        + "[a b]\n[]\n[two\nlines]\n[日本 ü]\n[$HOME *]\n[\"]\n[]\n");
    assertThat(process.exitValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "HUP, 1"})
  void itIsEndedByTheSignalsThatEndAnyJava(String signal, int number) throws Exception {
    assumeFalse(isIgnoredHere(number), "whoever started the tests must not have had " + signal + " ignored, as nohup does");
    Path out = folder.resolve("out");
    Process process = process().start(out, folder.resolve("err"), List.of(), "run", program.toString(), "wait");
    awaitLine(out, "[wait]", process);
    signal(process, signal);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + number);
  }

  /** What a process ignores, those that it starts ignore too. */
  private static boolean isIgnoredHere(int signal) throws IOException {
    String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow().split("\\s+")[1];
    return (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) != 0;
  }

  /** Java threads block this signal, and what a thread blocks stays blocked in the program that replaces it. */
  @Test
  void itDumpsItsThreadsWhenAsked() throws Exception {
    Path out = folder.resolve("out");
    Process process = process().start(out, folder.resolve("err"), List.of(), "run", program.toString(), "wait");
    try {
      awaitLine(out, "[wait]", process);
      signal(process, "QUIT");
      awaitLine(out, "\"main\" #", process);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aNamedJavaThatIsTooOldIsRefused() {
    int version = JavaHome.in(older.toFile()).version();
    JarProcess.Ended ended = JarProcess.in(older).with("EVOX_JAVA_HOME", older.toString()).run("info");
    assertThat(ended).isEqualTo(new JarProcess.Ended(2, "",
        "EVOX_JAVA_HOME must name a Java 25 or newer, got EVOX_JAVA_HOME=" + older + " (Java " + version + ")\n"));
  }

  @Test
  void itFindsANewerJavaWithoutBeingTold() {
    assertThat(JarProcess.in(older).with("JAVA_HOME", System.getProperty("java.home")).run("--version").out())
        .matches("evox-spmd .* on Java (2[5-9]|[3-9][0-9]).*\n");
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits until a line that begins so has been written. */
  private static void awaitLine(Path file, String beginning, Process process) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (Files.readAllLines(file).stream().noneMatch(line -> line.startsWith(beginning))) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as(beginning + " in " + Files.readString(file)).isTrue();
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }
}
