package evox.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Panels of lines over logarithmic axes, two side by side, as one picture that needs nothing beside it. */
final class Chart {

  /** One line: a name and its points, from left to right. */
  record Line(String name, List<double[]> points) {}

  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final int LEFT = 62;
  private static final int TOP = 44;
  private static final int RIGHT = 190;
  private static final int BOTTOM = 46;

  /** Apart for eyes that see few colours, too. */
  private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
      "#999999");

  private final List<String> panels = new ArrayList<>();

  /** Adds a panel. */
  void add(String title, String x, String y, List<Line> lines) {
    StringBuilder svg = new StringBuilder();
    text(svg, LEFT, 20, "start", "bold", title);
    text(svg, LEFT + plotWidth() / 2, HEIGHT - 8, "middle", "normal", x);
    text(svg, LEFT, 36, "start", "normal", y);
    Axis across = Axis.of(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(p -> p[0]), LEFT,
        LEFT + plotWidth());
    Axis up = Axis.of(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(p -> p[1]), HEIGHT - BOTTOM,
        TOP);
    for (double tick : across.ticks()) {
      line(svg, across.at(tick), TOP, across.at(tick), HEIGHT - BOTTOM);
      text(svg, across.at(tick), HEIGHT - BOTTOM + 16, "middle", "normal", number(tick));
    }
    for (double tick : up.ticks()) {
      line(svg, LEFT, up.at(tick), LEFT + plotWidth(), up.at(tick));
      text(svg, LEFT - 6, up.at(tick) + 4, "end", "normal", number(tick));
    }
    for (int l = 0; l < lines.size(); l++) draw(svg, lines.get(l), l, across, up);
    panels.add(svg.toString());
  }

  private static void draw(StringBuilder svg, Line line, int place, Axis across, Axis up) {
    String colour = COLOURS.get(place % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (double[] p : line.points()) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(p[0]), up.at(p[1])));
      svg.append(String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>%n", across.at(p[0]), up.at(p[1]),
          colour));
    }
    svg.append(String.format(Locale.ROOT, "<polyline points='%s' fill='none' stroke='%s' stroke-width='1.8'/>%n",
        points.toString().strip(), colour));
    double y = TOP + 12 + place * 18.0;
    svg.append(String.format(Locale.ROOT, "<rect x='%d' y='%.1f' width='12' height='4' fill='%s'/>%n", LEFT + plotWidth() + 12,
        y - 6, colour));
    text(svg, LEFT + plotWidth() + 30, y, "start", "normal", line.name());
  }

  private static int plotWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(String.format(Locale.ROOT, "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>%n", x1, y1, x2, y2));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String weight, String words) {
    svg.append(String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s' font-weight='%s'>%s</text>%n", x, y,
        anchor, weight, words.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private static String number(double value) {
    if (value >= 1 << 20 && value % (1 << 20) == 0) return (long) value / (1 << 20) + " Mi";
    if (value >= 1 << 10 && value % (1 << 10) == 0) return (long) value / (1 << 10) + " Ki";
    return value >= 1000 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3g", value)
        .replaceAll("\\.?0+$", "");
  }

  /** The whole picture. */
  String svg() {
    int rows = (panels.size() + 1) / 2;
    StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns='http://www.w3.org/2000/svg' "
        + "viewBox='0 0 %d %d' width='%d' height='%d' font-family='sans-serif' font-size='12' fill='#222'>%n"
        + "<rect width='100%%' height='100%%' fill='white'/>%n", 2 * WIDTH, rows * HEIGHT, 2 * WIDTH, rows * HEIGHT));
    for (int p = 0; p < panels.size(); p++) {
      svg.append(String.format(Locale.ROOT, "<g transform='translate(%d %d)'>%n%s</g>%n", p % 2 * WIDTH, p / 2 * HEIGHT,
          panels.get(p)));
    }
    return svg.append("</svg>\n").toString();
  }

  /** A logarithmic axis from one place of the picture to another. */
  private record Axis(double least, double most, double from, double to) {

    static Axis of(DoubleStream values, double from, double to) {
      double[] all = values.toArray();
      double least = DoubleStream.of(all).min().orElse(1);
      double most = DoubleStream.of(all).max().orElse(1);
      // Room on both sides, and for values that are all the same.
      return new Axis(least / 1.15, most * 1.15, from, to);
    }

    double at(double value) {
      return from + (to - from) * Math.log(value / least) / Math.log(most / least);
    }

    /** Powers of two that are not too many. */
    List<Double> ticks() {
      int first = (int) Math.ceil(Math.log(least) / Math.log(2));
      int last = (int) Math.floor(Math.log(most) / Math.log(2));
      int step = Math.max(1, (last - first + 7) / 8);
      List<Double> ticks = new ArrayList<>();
      for (int power = first; power <= last; power += step) ticks.add(Math.scalb(1.0, power));
      return ticks;
    }
  }
}
