package evox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a report in a real browser, without a network. */
class ReportInBrowserTest {

  private static final double[] X = {1, 10, 100};

  /** The first colours of page.css. */
  private static final int BLUE = 0x1f5fbf;
  private static final int ORANGE = 0xc8541b;

  @TempDir
  private Path folder;

  private Path page;

  private static Path browser() {
    return Stream.of("chromium-headless-shell", "chromium", "google-chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, name)))
        .filter(Files::isExecutable).findFirst().orElse(null);
  }

  @BeforeEach
  void write() {
    assumeTrue(browser() != null, "needs a browser: apt-get install --no-install-recommends chromium-headless-shell");
    page = Report.of("page")
        .chart(Chart.of("one", "x", "y").line("line", X, X).points("points", X, new double[] {50, 1, Double.NaN}))
        .chart(Chart.of("two", "x", "y").band("band", X, X, X).withLogarithmicAxis()).write(folder.resolve("page.html"));
  }

  @Test
  void everyChartIsDrawnWithoutAnError() throws Exception {
    String shown = browse("--enable-logging=stderr", "--dump-dom");
    assertThat(shown).contains("data-charts=\"2\"").doesNotContain("CONSOLE");
  }

  @Test
  void theSeriesHaveTheColoursOfThePage() throws Exception {
    Path picture = folder.resolve("page.png");
    browse("--window-size=900,700", "--screenshot=" + picture);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(pixels(image, BLUE)).isGreaterThan(200);
    assertThat(pixels(image, ORANGE)).isGreaterThan(50);
  }

  private static int pixels(BufferedImage image, int colour) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) if ((image.getRGB(x, y) & 0xffffff) == colour) count++;
    }
    return count;
  }

  private String browse(String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(browser().toString(), "--headless", "--no-sandbox", "--disable-gpu",
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
