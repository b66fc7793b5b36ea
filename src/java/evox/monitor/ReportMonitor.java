package evox.monitor;

import evox.array.Matrix;
import evox.core.Bounds;
import evox.core.Direction;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Problem;
import evox.core.Run;
import evox.report.Chart;
import evox.report.OutputFile;
import evox.report.Platform;
import evox.report.Report;
import evox.report.Table;
import evox.world.World;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the report of a run, an HTML page: result, convergence (for two objectives the Pareto front), settings,
 * problem, seed, digest, machine. Its memory does not grow with the number of generations, a front's excepted.
 */
public final class ReportMonitor implements Monitor {

  private static final int MOST_COORDINATES = 20;
  private static final int MOST_POINTS = 2000;

  private final Path path;
  private final HistoryDigest digest = new HistoryDigest();
  private final Convergence convergence = new Convergence();
  private final ParetoFront front = new ParetoFront();
  private Run run;
  private double sign;
  private Report report;

  /** A monitor that writes to this path; that it can is checked before the first generation. */
  public ReportMonitor(Path path) {
    this.path = path;
  }

  @Override
  public void start(Run run) {
    OutputFile.requireWritable(path);
    this.run = run;
    sign = run.problem().direction() == Direction.MINIMISE ? 1 : -1;
  }

  @Override
  public void generation(Generation generation) {
    digest.generation(generation);
    Matrix fitness = generation.fitness();
    if (fitness.columns() == 1) {
      convergence.add(generation.number(), generation.best().fitness(), best(fitness));
    } else if (fitness.columns() == 2) {
      for (long i = 0; i < fitness.rows(); i++) {
        double[] point = {sign * fitness.get(i, 0) + 0.0, sign * fitness.get(i, 1) + 0.0};
        if (!front.refuses(point)) front.add(point, null);
      }
    }
  }

  private double best(Matrix fitness) {
    double best = Double.NaN;
    for (long i = 0; i < fitness.rows(); i++) {
      double f = sign * fitness.get(i, 0);
      best = f >= best ? best : Double.isNaN(f) ? best : f;
    }
    return sign * best;
  }

  @Override
  public void gather(Record state, World world) {
    digest.gather(state, world);
  }

  @Override
  public void end(Generation last) {
    report = Report.of(run.algorithm().getClass().getSimpleName() + " on " + run.problem().name());
    if (run.problem().objectives() == 1) report = report.table(result(last)).chart(convergence.chart());
    if (run.problem().objectives() == 2) report = report.chart(frontChart());
    report = report.table(settings()).table(problem()).table(course(last)).table(Platform.table(run.world().device()));
    report.write(path);
  }

  /** The run's page, after the run: to be shown within a larger one. */
  public Report report() {
    if (report == null) throw new IllegalStateException("a report needs a run that has ended, got none");
    return report;
  }

  private Table result(Generation last) {
    return Table.of("Result").row("best fitness", last.best().fitness())
        .row("best candidate", list(last.best().candidate()));
  }

  private Chart frontChart() {
    List<EvalMonitor.Point> all = front.points();
    int step = all.size() / MOST_POINTS + 1;
    double[] first = new double[(all.size() + step - 1) / step];
    double[] second = new double[first.length];
    for (int k = 0; k < first.length; k++) {
      first[k] = sign * all.get(k * step).fitness()[0];
      second[k] = sign * all.get(k * step).fitness()[1];
    }
    String name = all.size() + " candidates that no other dominates" + (step == 1 ? "" : ", one in " + step + " shown");
    return Chart.of("Pareto front", "first objective", "second objective").points(name, first, second);
  }

  private Table settings() {
    Record algorithm = run.algorithm() instanceof Record record ? record : null;
    Table table = Table.of("Settings").row("algorithm", run.algorithm().getClass().getSimpleName());
    if (algorithm == null) return table;
    for (RecordComponent component : algorithm.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        table = table.row(component.getName(), text(component.getAccessor().invoke(algorithm)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an algorithm's settings must be readable, got component=" + component, e);
      }
    }
    return table;
  }

  private Table problem() {
    Problem problem = run.problem();
    Table table = Table.of("Problem").row("problem", problem.name()).row("dimension", problem.dimension())
        .row("objectives", problem.objectives())
        .row("direction", problem.direction().toString().toLowerCase(Locale.ROOT)).row("bounds", text(problem.bounds()));
    OptionalDouble optimum = problem.optimum();
    return optimum.isPresent() ? table.row("known optimum", optimum.getAsDouble()) : table;
  }

  private Table course(Generation last) {
    return Table.of("Run").row("seed", run.seed()).row("generations", last.number())
        .row("candidates each", last.fitness().rows()).row("evaluations", last.evaluations())
        .row("seconds", String.format(Locale.ROOT, "%.3f", last.seconds()))
        .row("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS)).row("digest", digest.hex());
  }

  private static String text(Object value) {
    if (value instanceof double[] numbers) return list(numbers);
    if (value == null || !value.getClass().isArray()) return String.valueOf(value);
    return IntStream.range(0, Array.getLength(value)).mapToObj(i -> String.valueOf(Array.get(value, i)))
        .collect(Collectors.joining(", "));
  }

  /** The box, once where all coordinates share it. */
  private static String text(Bounds bounds) {
    List<String> boxes = IntStream.range(0, bounds.dimension())
        .mapToObj(j -> "[" + bounds.lower(j) + ", " + bounds.upper(j) + "]").toList();
    if (boxes.stream().distinct().count() == 1) return boxes.getFirst() + " in each coordinate";
    return boxes.stream().limit(MOST_COORDINATES).collect(Collectors.joining(" x "))
        + (boxes.size() > MOST_COORDINATES ? " x …" : "");
  }

  private static String list(double[] numbers) {
    return Arrays.stream(numbers).limit(MOST_COORDINATES).mapToObj(Double::toString).collect(Collectors.joining(", "))
        + (numbers.length > MOST_COORDINATES ? ", … (" + numbers.length + " in all)" : "");
  }
}
