package evox.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
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

  private Browser browser;
  private Path page;

  @BeforeEach
  void write() {
    browser = Browser.installed(folder);
    page = Report.of("page")
        .chart(Chart.of("one", "x", "y").line("line", X, X).points("points", X, new double[] {50, 1, Double.NaN}))
        .chart(Chart.of("two", "x", "y").band("band", X, X, X).withLogarithmicAxis()).write(folder.resolve("page.html"));
  }

  @Test
  void everyChartIsDrawnWithoutAnError() throws Exception {
    assertThat(browser.show(page)).contains("data-charts=\"2\"").doesNotContain("CONSOLE");
  }

  @Test
  void theSeriesHaveTheColoursOfThePage() throws Exception {
    Path picture = folder.resolve("page.png");
    browser.browse(page, "--window-size=900,700", "--screenshot=" + picture);
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
}
