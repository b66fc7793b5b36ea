package evox.benchmark;

import evox.benchmark.transport.TransportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * All that JMH measures, and the transports beside plain C over Open MPI, in tables and one picture. Quick, it takes a few
 * minutes and leaves out sizes; in full, about twenty.
 */
final class Overview {

  private static final TimeValue MOMENT = TimeValue.milliseconds(100);

  /** What is measured together, and the sizes that will do when it has to be quick. */
  private record Group(String title, String pattern, Map<String, List<String>> quick) {}

  private static final List<Group> GROUPS = List.of(
      new Group("Kernels", "EvaluateBenchmark", Map.of("problem", List.of("ackley"), "population", List.of("640", "10000"))),
      new Group("Generations", "(Pso|De|Openes|Cmaes|Nsga2)Benchmark",
          Map.of("population", List.of("10000"), "dimension", List.of("100"))),
      new Group("Collectives", "CollectiveBenchmark", Map.of("collective", List.of("all-gather", "all-reduce"))),
      new Group("Scaling", "ScalingBenchmark", Map.of()));

  /** One benchmark with one choice of parameters: the lower quartile of its iterations. */
  private record Measured(String name, Map<String, String> parameters, double micros, long wrong) {

    static Measured of(RunResult result) {
      BenchmarkParams params = result.getParams();
      String[] names = params.getBenchmark().split("\\.");
      Map<String, String> parameters = params.getParamsKeys().stream()
          .collect(Collectors.toMap(key -> key, params::getParam, (a, b) -> a, TreeMap::new));
      var wrong = result.getSecondaryResults().get("wrong");
      return new Measured(names[names.length - 2].replace("Benchmark", ""), parameters,
          result.getPrimaryResult().getStatistics().getPercentile(25), wrong == null ? 0 : (long) wrong.getScore());
    }

    String get(String parameter) {
      return parameters.get(parameter);
    }

    double number(String parameter) {
      return Double.parseDouble(get(parameter));
    }
  }

  private Overview() {}

  /** Arguments: where the picture goes, {@code quick} or {@code full}, and openmpi.c's program if it could be compiled. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Chart chart = new Chart();
    for (Group group : GROUPS) {
      System.err.println("bench: " + group.title().toLowerCase(Locale.ROOT) + " ...");
      List<Measured> measured = measure(group, arguments[1].equals("quick"));
      print(group, measured);
      draw(chart, group, measured);
    }
    if (arguments.length > 2) {
      System.err.println("bench: transports ...");
      List<TransportComparison.Row> rows = TransportComparison.run(arguments[2]);
      System.out.println("\n## Transports\n");
      TransportComparison.print(rows);
      for (String operation : List.of("ping-pong", "all-gather")) draw(chart, operation, rows);
    }
    Files.writeString(Path.of(arguments[0]), chart.svg());
  }

  private static List<Measured> measure(Group group, boolean quick) throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().include(group.pattern()).mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS).forks(1).warmupIterations(quick ? 6 : 20).warmupTime(MOMENT)
        .measurementIterations(quick ? 10 : 40).measurementTime(MOMENT).verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
    if (quick) group.quick().forEach((parameter, values) -> options.param(parameter, values.toArray(new String[0])));
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.stream().map(Measured::of).toList();
  }

  private static void print(Group group, List<Measured> measured) {
    System.out.println("\n## " + group.title() + "\n");
    boolean scaling = group.title().equals("Scaling");
    System.out.println("| benchmark | with | microseconds |" + (scaling ? " efficiency |" : "") + " #wrong |");
    System.out.println("|---|---|---|---|" + (scaling ? "---|" : ""));
    for (Measured m : measured) {
      String with = m.parameters().entrySet().stream().map(p -> p.getKey() + " " + p.getValue())
          .collect(Collectors.joining(", "));
      System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%s %d |%n", m.name(), with, m.micros(),
          scaling ? String.format(Locale.ROOT, " %.2f |", efficiency(m, measured)) : "", m.wrong());
    }
  }

  /** Against one process: of its time where each has as much to do, of its share where they divide the work. */
  private static double efficiency(Measured m, List<Measured> all) {
    Measured alone = all.stream().filter(o -> o.get("ranks").equals("1") && o.get("scaling").equals(m.get("scaling"))
        && o.get("of").equals(m.get("of"))
        && o.get("population").equals(m.get("population"))).findFirst().orElseThrow();
    return alone.micros() / m.micros() / (m.get("scaling").equals("strong") ? m.number("ranks") : 1);
  }

  private static void draw(Chart chart, Group group, List<Measured> measured) {
    switch (group.title()) {
      case "Kernels" -> chart.add("Evaluation, 100 coordinates", "candidates", "nanoseconds a coordinate",
          lines(measured, "population", m -> m.get("problem") + ", threads " + m.get("threads"),
              m -> m.micros() * 10 / m.number("population")));
      case "Collectives" -> chart.add("Collectives of two processes", "bytes a process", "microseconds",
          lines(measured, "bytes", m -> m.get("collective") + ", " + m.get("transport"), Measured::micros));
      case "Scaling" -> chart.add("Particle swarm, 100 coordinates", "processes, or threads", "efficiency",
          lines(measured, "ranks", m -> m.get("scaling") + ", " + m.get("population") + ", " + m.get("of"), m -> efficiency(m, measured)));
      default -> { }
    }
  }

  private interface Name {
    String of(Measured measured);
  }

  private interface Height {
    double of(Measured measured);
  }

  private static List<Chart.Line> lines(List<Measured> measured, String x, Name name, Height height) {
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    for (Measured m : measured) {
      lines.computeIfAbsent(name.of(m), n -> new ArrayList<>()).add(new double[] {m.number(x), height.of(m)});
    }
    return lines.entrySet().stream().map(line -> new Chart.Line(line.getKey(), line.getValue())).toList();
  }

  private static void draw(Chart chart, String operation, List<TransportComparison.Row> rows) {
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    for (TransportComparison.Row row : rows) {
      if (!row.operation().equals(operation)) continue;
      String theirs = row.transport().equals("shared") ? "C, Open MPI, memory"
          : row.transport().equals("sockets") ? "C, Open MPI, TCP" : null;
      lines.computeIfAbsent(row.transport(), n -> new ArrayList<>()).add(new double[] {row.bytes(), row.ourMicros()});
      if (theirs == null) continue;
      lines.computeIfAbsent(theirs, n -> new ArrayList<>()).add(new double[] {row.bytes(), row.theirMicros()});
    }
    chart.add(operation.equals("ping-pong") ? "Ping-pong, one way" : "All-gather", "bytes a process", "microseconds",
        lines.entrySet().stream().map(line -> new Chart.Line(line.getKey(), line.getValue())).toList());
  }
}
