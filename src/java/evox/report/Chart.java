package evox.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of numbers over numbers.
 *
 * @param title above it
 * @param x what the horizontal axis shows
 * @param y what the vertical axis shows
 * @param logarithmic whether the vertical axis is; values that are not above 0 are then left out
 * @param series what is drawn, the first in front
 */
public record Chart(String title, String x, String y, boolean logarithmic, List<Series> series) implements Section {

  /** How a series is drawn. */
  public enum Shape { LINE, POINTS, BAND }

  /**
   * One series of a chart.
   *
   * @param upper the band's upper edge; else the same as y
   */
  public record Series(Shape shape, String name, double[] x, double[] y, double[] upper) {
    public Series {
      if (y.length != x.length || upper.length != x.length) {
        throw new IllegalArgumentException("a series must have as many y as x, got name=" + name + ", x=" + x.length
            + ", y=" + y.length + ", upper=" + upper.length);
      }
    }
  }

  public Chart {
    series = List.copyOf(series);
  }

  /** A chart of nothing yet. */
  public static Chart of(String title, String x, String y) {
    return new Chart(title, x, y, false, List.of());
  }

  /** The same chart with a logarithmic vertical axis. */
  public Chart withLogarithmicAxis() {
    return new Chart(title, x, y, true, series);
  }

  /** The same chart and a line. */
  public Chart line(String name, double[] xs, double[] ys) {
    return with(new Series(Shape.LINE, name, xs, ys, ys));
  }

  /** The same chart and points. */
  public Chart points(String name, double[] xs, double[] ys) {
    return with(new Series(Shape.POINTS, name, xs, ys, ys));
  }

  /** The same chart and the band between two lines. */
  public Chart band(String name, double[] xs, double[] lower, double[] upper) {
    return with(new Series(Shape.BAND, name, xs, lower, upper));
  }

  private Chart with(Series another) {
    List<Series> more = new ArrayList<>(series);
    more.add(another);
    return new Chart(title, x, y, logarithmic, more);
  }
}
