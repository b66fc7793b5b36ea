package evox.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A {@link Chart} in JSON, as the page's script reads it. */
final class Json {

  private Json() {}

  static String of(Chart chart) {
    return "{\"x\":" + text(chart.x()) + ",\"y\":" + text(chart.y()) + ",\"logarithmic\":" + chart.logarithmic()
        + ",\"series\":[" + chart.series().stream().map(Json::of).collect(Collectors.joining(",")) + "]}";
  }

  private static String of(Chart.Series series) {
    return "{\"shape\":" + text(series.shape().name()) + ",\"name\":" + text(series.name())
        + ",\"x\":" + numbers(series.x()) + ",\"y\":" + numbers(series.y())
        + (series.shape() == Chart.Shape.BAND ? ",\"upper\":" + numbers(series.upper()) : "") + "}";
  }

  /** JSON has no NaN and no infinity; null leaves a gap in a line. */
  private static String numbers(double[] values) {
    return Arrays.stream(values).mapToObj(v -> Double.isFinite(v) ? Double.toString(v) : "null")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Every character that could end the string, or the script element around it, is written by its number. */
  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '\u2028' || c == '\u2029') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
