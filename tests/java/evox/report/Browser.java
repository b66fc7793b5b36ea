package evox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real browser, without a network. */
public final class Browser {

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The one of this machine, which keeps what it needs in a folder; the test is skipped where there is none. */
  public static Browser installed(Path folder) {
    Path program = Stream.of("chromium-headless-shell", "chromium", "google-chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, name)))
        .filter(Files::isExecutable).findFirst().orElse(null);
    assumeTrue(program != null, "needs a browser: apt-get install --no-install-recommends chromium-headless-shell");
    return new Browser(program, folder);
  }

  /** What a page has become once its scripts have run, and what they complained of, in lines with CONSOLE. */
  public String show(Path page) throws IOException, InterruptedException {
    return browse(page, "--enable-logging=stderr", "--dump-dom");
  }

  String browse(Path page, String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
        "--disable-dev-shm-usage", "--user-data-dir=" + folder.resolve("profile"), "--no-first-run",
        "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=5000"));
    command.addAll(List.of(what));
    command.add(page.toUri().toString());
    Path output = folder.resolve("output");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
