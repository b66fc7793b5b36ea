package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.core.Bounds;
import evox.core.Monitor;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.report.Chart;
import evox.report.Report;
import evox.report.Table;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMonitorTest {

  private static final Problem BOWL = Problem.of("bowl", Bounds.of(-1, 1, 2), x -> x[0] * x[0] + x[1] * x[1]);

  @TempDir
  private Path folder;

  private Report run(Problem problem, int generations, Monitor... others) {
    ReportMonitor monitor = new ReportMonitor(folder.resolve("reports/run.html"));
    Monitor[] monitors = others.length == 0 ? new Monitor[] {monitor} : new Monitor[] {monitor, others[0]};
    new StdWorkflow<>(new RandomSearch(5), problem, monitors).run(RandomKey.of(42), Stop.generations(generations));
    assertThat(folder.resolve("reports/run.html")).isNotEmptyFile();
    return monitor.report();
  }

  private static String cell(Report report, String table, String name) {
    return report.sections().stream().filter(section -> section instanceof Table t && t.title().equals(table))
        .flatMap(section -> ((Table) section).rows().stream()).filter(row -> row.getFirst().equals(name))
        .findFirst().orElseThrow().get(1);
  }

  private static Chart chart(Report report) {
    return report.sections().stream().filter(Chart.class::isInstance).map(Chart.class::cast).findFirst().orElseThrow();
  }

  @Test
  void theReportSaysWhatWasRunAndHowItEnded() {
    HistoryDigest digest = new HistoryDigest();
    Report report = run(BOWL, 20, digest);
    assertThat(report.title()).isEqualTo("RandomSearch on bowl");
    assertThat(cell(report, "Settings", "population")).isEqualTo("5");
    assertThat(cell(report, "Problem", "bounds")).isEqualTo("[-1.0, 1.0] in each coordinate");
    assertThat(cell(report, "Run", "seed")).isEqualTo("42");
    assertThat(cell(report, "Run", "evaluations")).isEqualTo("100");
    assertThat(cell(report, "Run", "digest")).isEqualTo(digest.hex());
    assertThat(Double.parseDouble(cell(report, "Result", "best fitness"))).isBetween(0.0, 0.1);
    assertThat(cell(report, "Machine", "processor")).isNotBlank();
  }

  @Test
  void aLongRunIsThinnedButKeepsItsFirstAndLastGeneration() {
    double[] shown = chart(run(BOWL, 5000)).series().getFirst().x();
    assertThat(shown.length).isBetween(500, 1025);
    assertThat(shown).startsWith(1).endsWith(5000).isSorted();
  }

  @Test
  void twoObjectivesAreShownAsAFront() {
    Problem line = Problem.batch("line", Bounds.of(0, 1, 1), 2, (candidates, fitness, key, shard) -> {
      for (long i = 0; i < candidates.rows(); i++) {
        fitness.set(i, 0, candidates.get(i, 0));
        fitness.set(i, 1, 1 - candidates.get(i, 0));
      }
    });
    Chart front = chart(run(line, 4));
    assertThat(front.title()).isEqualTo("Pareto front");
    assertThat(front.series().getFirst().x()).hasSize(20).isSorted();
  }

  @Test
  void aReportThatCannotBeWrittenStopsTheRunBeforeItsFirstGeneration() {
    Problem never = Problem.of("never", Bounds.of(0, 1, 1), x -> {
      throw new AssertionError("the run must not begin");
    });
    var workflow = new StdWorkflow<>(new RandomSearch(5), never, new ReportMonitor(Path.of("/dev/null/run.html")));
    assertThatThrownBy(() -> workflow.run(RandomKey.of(1), Stop.generations(1)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got path=/dev/null/run.html");
  }

  @Test
  void thereIsNoReportBeforeTheEnd() {
    assertThatThrownBy(() -> new ReportMonitor(folder.resolve("x.html")).report())
        .hasMessage("a report needs a run that has ended, got none");
  }
}
