package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.array.Matrix;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.monitor.EvalMonitor.Keep;
import evox.monitor.EvalMonitor.Point;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvalMonitorTest {

  private static final Bounds SQUARE = Bounds.of(-1, 1, 2);
  private static final RandomKey KEY = RandomKey.of(7);

  private static final Problem BOWL = Problem.of("bowl", SQUARE, x -> x[0] * x[0] + x[1] * x[1]);

  /** Distances to corners of the square, rounded so that many candidates are equal or dominate one another. */
  private static Problem corners(int objectives) {
    return Problem.batch("corners", SQUARE, objectives, (candidates, fitness, key, shard) -> {
      for (long i = 0; i < candidates.rows(); i++) {
        for (int j = 0; j < objectives; j++) {
          double x = candidates.get(i, 0) - (j == 0 ? 1 : -1);
          double y = candidates.get(i, 1) - (j == 1 ? 1 : -1);
          fitness.set(i, j, Math.rint(4 * Math.sqrt(x * x + y * y)));
        }
      }
    });
  }

  private static void run(Problem problem, EvalMonitor monitor) {
    new StdWorkflow<>(new RandomSearch(33), problem, monitor).run(KEY, Stop.generations(5));
  }

  @Test
  void theBestNeedsNoCandidates() {
    var monitor = new EvalMonitor(Keep.FITNESS, Keep.BEST);
    assertThat(monitor.needsCandidates()).isFalse();
    run(BOWL, monitor);
    assertThat(monitor.top()).containsExactly(monitor.best());
    assertThat(monitor.bests()).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(monitor.bests()[4]).isEqualTo(monitor.best().fitness());
  }

  @Test
  void theTopAreTheBestOfAllThatWasEvaluated() {
    var monitor = new EvalMonitor(10, Keep.FITNESS, Keep.CANDIDATES);
    assertThat(monitor.needsCandidates()).isTrue();
    run(BOWL, monitor);
    double[] all = monitor.fitness().stream().flatMapToDouble(EvalMonitorTest::values).sorted().toArray();
    assertThat(monitor.top()).extracting(Best::fitness).hasSize(10);
    for (int k = 0; k < 10; k++) {
      Best best = monitor.top().get(k);
      double[] x = best.candidate();
      assertThat(best.fitness()).isEqualTo(all[k]).isEqualTo(x[0] * x[0] + x[1] * x[1]);
    }
    assertThat(monitor.top().getFirst().fitness()).isEqualTo(monitor.best().fitness());
  }

  @Test
  void amongEqualsTheFirstEvaluatedStay() {
    var monitor = new EvalMonitor(3, Keep.CANDIDATES);
    run(Problem.of("flat", SQUARE, x -> 1), monitor);
    Matrix first = monitor.candidates().getFirst();
    for (int k = 0; k < 3; k++) assertThat(monitor.top().get(k).candidate()).isEqualTo(first.row(k));
  }

  @Test
  void aMaximisedProblemKeepsTheGreatest() {
    var monitor = new EvalMonitor(2, Keep.FITNESS);
    run(BOWL.maximised(), monitor);
    double greatest = monitor.fitness().stream().flatMapToDouble(EvalMonitorTest::values).max().orElseThrow();
    assertThat(monitor.top().getFirst().fitness()).isEqualTo(greatest).isEqualTo(monitor.best().fitness());
    assertThat(monitor.top().get(1).fitness()).isLessThan(greatest);
  }

  @Test
  void aNaNIsNeverAmongTheTop() {
    var monitor = new EvalMonitor(4);
    run(Problem.of("half", SQUARE, x -> x[0] < 0 ? Double.NaN : x[0]), monitor);
    assertThat(monitor.top()).hasSize(4).noneMatch(best -> Double.isNaN(best.fitness()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theFrontIsWhatNoOtherCandidateDominates(int objectives) {
    var monitor = new EvalMonitor(Keep.FITNESS, Keep.CANDIDATES, Keep.FRONT);
    run(corners(objectives), monitor);
    List<Point> expected = new ArrayList<>();
    List<Point> all = new ArrayList<>();
    for (int g = 0; g < 5; g++) {
      for (long i = 0; i < 33; i++) {
        all.add(new Point(monitor.fitness().get(g).row(i), monitor.candidates().get(g).row(i)));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      double[] f = all.get(i).fitness();
      boolean stays = true;
      for (int k = 0; k < all.size(); k++) {
        double[] other = all.get(k).fitness();
        if (Arrays.equals(other, f) ? k < i : covers(other, f)) stays = false;
      }
      if (stays) expected.add(all.get(i));
    }
    expected.sort((a, b) -> Arrays.compare(a.fitness(), b.fitness()));
    assertThat(monitor.front()).usingRecursiveComparison().isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(1);
  }

  @Test
  void askingForWhatWasNotKeptSaysHowToKeepIt() {
    assertThatThrownBy(() -> new EvalMonitor(Keep.BEST).front()).hasMessage(
        "what is asked for must have been kept, got kept=[BEST]; make the monitor with Keep.FRONT");
  }

  @Test
  void theTopOfSeveralObjectivesIsRefusedBeforeTheRun() {
    assertThatThrownBy(() -> run(corners(2), new EvalMonitor(5))).hasMessage("the best candidates need a problem with "
        + "one objective, got top=5, objectives=2; keep the Pareto front instead");
  }

  private static boolean covers(double[] a, double[] b) {
    for (int j = 0; j < a.length; j++) if (a[j] > b[j]) return false;
    return true;
  }

  private static DoubleStream values(Matrix fitness) {
    return LongStream.range(0, fitness.rows()).mapToDouble(i -> fitness.get(i, 0));
  }
}
