package evox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final double[] X = {1, 2, 3};

  @TempDir
  private Path folder;

  private String page(Report report) throws IOException {
    return Files.readString(report.write(folder.resolve("page.html")));
  }

  @Test
  void whatTheUserWritesIsTextAndNeverMarkup() throws IOException {
    String evil = "</script><b>\"&\\";
    String page = page(Report.of(evil).text(evil).table(Table.of(evil, evil).row(evil))
        .chart(Chart.of(evil, evil, evil).line(evil, X, X)));
    assertThat(page).doesNotContain(evil).doesNotContain("<b>")
        .contains("<h1>&lt;/script&gt;&lt;b&gt;&quot;&amp;\\</h1>")
        .contains("\"name\":\"\\u003c/script>\\u003cb>\\u0022&\\u005c\"");
  }

  @Test
  void aValueThatIsNotFiniteIsAGap() throws IOException {
    double[] y = {1, Double.NaN, Double.POSITIVE_INFINITY};
    assertThat(page(Report.of("gap").chart(Chart.of("t", "x", "y").line("l", X, y)))).contains("\"y\":[1.0,null,null]");
  }

  @Test
  void thePageNeedsNoOtherFile() throws IOException {
    String page = page(Report.of("alone").chart(Chart.of("t", "x", "y").band("b", X, X, X)));
    assertThat(page).doesNotContainPattern("(?i)<link|<script[^>]+src|@import|sourceMappingURL");
    assertThat(page).contains("Permission is hereby granted, free of charge");
  }

  @Test
  void sectionsKeepTheirOrder() {
    Report second = Report.of("second").text("b");
    assertThat(Report.of("first").text("a").append(second).sections())
        .containsExactly(new Paragraph("a"), new Paragraph("b"));
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> Table.of("t", "a", "b", "c").row(1, 2)).hasMessage("a row must have 3 cells, got row=[1, 2]");
  }

  @Test
  void aSeriesOfUnequalLengthsIsRefused() {
    assertThatThrownBy(() -> Chart.of("t", "x", "y").line("l", X, new double[2]))
        .hasMessage("a series must have as many y as x, got name=l, x=3, y=2, upper=2");
  }

  @Test
  void anOldPageGivesWayToTheNew() throws IOException {
    assertThat(page(Report.of("old"))).contains("<h1>old<");
    assertThat(page(Report.of("new"))).contains("<h1>new<").doesNotContain("<h1>old<");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFolderInPlaceOfAFileIsRefused() {
    assertThatThrownBy(() -> Report.of("x").write(folder)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an output file must not be a folder, got path=" + folder + "; add a file name");
  }
}
