package evox.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A {@link Report} as HTML. Style, script and the chart library are resources that the page carries within it. */
final class Page {

  private final StringBuilder html = new StringBuilder();

  String of(Report report) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element("title", report.title());
    html.append("<style>\n").append(resource("page.css")).append("</style>\n</head>\n<body>\n<main>\n");
    element("h1", report.title());
    for (Section section : report.sections()) {
      switch (section) {
        case Paragraph paragraph -> element("p", paragraph.text());
        case Table table -> add(table);
        case Chart chart -> add(chart);
      }
    }
    html.append("</main>\n<footer>Charts by Chart.js, MIT licence; its text is in this page's source.</footer>\n");
    script("/*\n" + resource("chartjs/LICENSE.md") + "*/\n" + resource("chartjs/chart.umd.min.js"));
    script(resource("page.js"));
    return html.append("</body>\n</html>\n").toString();
  }

  private void add(Table table) {
    html.append(table.columns().isEmpty() ? "<section class=\"names\">\n" : "<section>\n");
    element("h2", table.title());
    html.append("<div class=\"scroll\"><table>\n");
    if (!table.columns().isEmpty()) {
      html.append("<tr>");
      for (String column : table.columns()) element("th scope=\"col\"", column);
      html.append("</tr>\n");
    }
    for (var row : table.rows()) {
      html.append("<tr>");
      element("th scope=\"row\"", row.getFirst());
      for (String cell : row.subList(1, row.size())) element("td", cell);
      html.append("</tr>\n");
    }
    html.append("</table></div>\n</section>\n");
  }

  private void add(Chart chart) {
    html.append("<section>\n");
    element("h2", chart.title());
    String label = chart.y() + " over " + chart.x();
    html.append("<figure><div class=\"plot\"><canvas role=\"img\" aria-label=\"").append(escape(label))
        .append("\"></canvas></div>\n<script type=\"application/json\">").append(Json.of(chart)).append("</script>\n");
    html.append("<details><summary>Data</summary><div class=\"scroll\">");
    for (Chart.Series series : chart.series()) addData(chart, series);
    html.append("</div></details>\n</figure>\n</section>\n");
  }

  private void addData(Chart chart, Chart.Series series) {
    boolean band = series.shape() == Chart.Shape.BAND;
    html.append("<table>\n");
    element("caption", series.name());
    html.append("<tr>");
    element("th scope=\"col\"", chart.x());
    element("th scope=\"col\"", band ? "from" : chart.y());
    if (band) element("th scope=\"col\"", "to");
    html.append("</tr>\n");
    for (int i = 0; i < series.x().length; i++) {
      html.append("<tr><td>").append(number(series.x()[i])).append("</td><td>").append(number(series.y()[i]));
      if (band) html.append("</td><td>").append(number(series.upper()[i]));
      html.append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  /** All digits, but no {@code .0} after a whole number. */
  private static String number(double value) {
    return Double.toString(value).replaceFirst("\\.0$", "");
  }

  private void element(String tag, String text) {
    html.append('<').append(tag).append('>').append(escape(text)).append("</").append(tag.replaceAll(" .*", ""))
        .append(">\n");
  }

  private void script(String source) {
    html.append("<script>\n").append(source).append("</script>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) throw new IllegalStateException("a report's resources must be in the jar, got none=" + name);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
