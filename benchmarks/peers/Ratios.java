import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many times as fast as the best library this toolkit was, and as the best plain-Java loop, task by task, from the
 * raw lines of the comparison: medians of the processor time a round, on one thread.
 */
final class Ratios {

  private static final String US = "evox";

  /** What a programmer wrote by hand for the comparison; no library. */
  private static final Set<String> LOOPS =
      Set.of("textbook", "flat", "flat-poly", "columns-poly", "vector-api", "vector-poly");

  /** Times as fast as the best library; at least 2 times as the best loop on each of the first two kinds. */
  private static final Map<String, Double> GOALS =
      Map.of("eval", 20.0, "pso", 20.0, "de", 30.0, "nsga2", 3.0, "cmaes", 2.0);
  private static final double GOAL_LOOPS = 2.0;

  private record Line(String contender, String task, double nanoseconds) {}

  private record Contender(String name, double nanoseconds) {}

  public static void main(String[] arguments) throws IOException {
    Map<String, List<Line>> tasks = lines(Path.of(arguments[0]))
        .collect(Collectors.groupingBy(Line::task, TreeMap::new, Collectors.toList()));
    System.out.println("| task | evox, CPU ms a round | best library | ratio | goal | best loop | ratio | goal |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    tasks.forEach((task, lines) -> System.out.println(row(task, medians(lines))));
  }

  private static Stream<Line> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains(" threads=1 ") && line.contains(" RESULT ") && line.contains("cpu_ns="))
        .map(line -> new Line(value(line, "contender"), value(line, "task"), Double.parseDouble(value(line, "cpu_ns"))));
  }

  private static String value(String line, String key) {
    for (String pair : line.split(" ")) if (pair.startsWith(key + "=")) return pair.substring(key.length() + 1);
    throw new IllegalArgumentException("a result must have a value for " + key + ", got line=" + line);
  }

  private static List<Contender> medians(List<Line> lines) {
    List<Contender> all = new ArrayList<>();
    lines.stream().collect(Collectors.groupingBy(Line::contender)).forEach((name, own) -> {
      double[] sorted = own.stream().mapToDouble(Line::nanoseconds).sorted().toArray();
      all.add(new Contender(name, (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2));
    });
    return all;
  }

  private static String row(String task, List<Contender> all) {
    Optional<Contender> us = fastest(all.stream().filter(c -> c.name().equals(US)));
    if (us.isEmpty()) return "| " + task + " | failed | | | | | | |";
    double mine = us.get().nanoseconds();
    Optional<Contender> library =
        fastest(all.stream().filter(c -> !c.name().equals(US) && !LOOPS.contains(c.name())));
    Optional<Contender> loop = fastest(all.stream().filter(c -> LOOPS.contains(c.name())));
    String kind = task.split("/")[0];
    boolean vectorised = kind.equals("eval") || kind.equals("pso");
    return String.format(Locale.ROOT, "| %s | %.3f | %s | %s |", task, mine / 1e6,
        against(library, mine, GOALS.get(kind)), against(loop, mine, vectorised ? GOAL_LOOPS : Double.NaN));
  }

  private static Optional<Contender> fastest(Stream<Contender> contenders) {
    return contenders.min(Comparator.comparingDouble(Contender::nanoseconds));
  }

  private static String against(Optional<Contender> other, double mine, double goal) {
    if (other.isEmpty()) return "| | ";
    double ratio = other.get().nanoseconds() / mine;
    String held = Double.isNaN(goal) ? "" : String.format(Locale.ROOT, "%.0f, %s", goal, ratio >= goal ? "met" : "missed");
    return String.format(Locale.ROOT, "%s, %.3f ms | %.1f | %s", other.get().name(), other.get().nanoseconds() / 1e6,
        ratio, held);
  }
}
