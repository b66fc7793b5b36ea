package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.report.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar without a word: the main job, and its page in a real browser. */
class MainJobTest {

  @TempDir
  private Path folder;

  @Test
  void itFitsTheOutbreakAndWritesAPageThatBrowsersShow() throws Exception {
    JarProcess.Ended ended = JarProcess.here().at(folder).run();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out().lines().map(line -> line.replaceAll("[0-9.]+", "N"))).startsWith(
        "beta  = N (standard deviation N) infections a day by one ill boy",
        "gamma = N (standard deviation N) recoveries a day");
    Path page = folder.resolve("influenza.html");
    assertThat(ended.out()).endsWith("report: " + page + "\n");
    assertThat(ended.err()).contains("generation 25 of 25");
    assertThat(Browser.installed(folder).show(page)).contains("data-charts=\"2\"", "R0 = beta / gamma", "1978")
        .doesNotContain("CONSOLE");
  }
}
