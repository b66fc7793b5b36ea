package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Matrix;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Problem;
import evox.core.Run;
import evox.world.World;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleMonitorTest {

  private static final Matrix FITNESS = Matrix.tiles(10, 1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void play(Monitor monitor, long planned, int generations, double secondsEach) {
    Problem flat = Problem.of("flat", Bounds.of(0, 1, 3), x -> 1);
    monitor.start(new Run(new RandomSearch(10), flat, 42, planned, World.alone()));
    Generation last = null;
    for (int g = 1; g <= generations; g++) {
      last = new Generation(g, 10L * g, null, FITNESS, new Best(1.0 / g, new double[3]), null, g * secondsEach);
      monitor.generation(last);
    }
    monitor.end(last);
  }

  @Test
  void plainLinesComeOnceASecondAndThinOutLater() {
    play(ConsoleMonitor.lines(out), 100, 100, 0.5);
    assertThat(shown()).startsWith("""
        RandomSearch on flat, dimension 3, population 10, seed 42
        generation 2 of 100, best 0.5, 49 s left
        generation 4 of 100, best 0.25, 48 s left
        """).endsWith("generation 100 of 100, best 0.01, 50 s\n").doesNotContain("\r", "\u001b");
    assertThat(shown().lines().count()).isBetween(20L, 35L);
  }

  @Test
  void aShortRunIsTwoLines() {
    play(ConsoleMonitor.lines(out), 100, 100, 0.001);
    assertThat(shown()).isEqualTo("""
        RandomSearch on flat, dimension 3, population 10, seed 42
        generation 100 of 100, best 0.01, 0.1 s
        """);
  }

  @Test
  void aBarGrowsInPlaceAndGivesWayToTheLastLine() {
    play(ConsoleMonitor.bar(out), 4, 4, 60);
    assertThat(shown().lines().skip(1)).containsExactly("",
        "[######..................] generation 1 of 4, best 1.0, 3 min 0 s left\u001b[K",
        "[############............] generation 2 of 4, best 0.5, 2 min 0 s left\u001b[K",
        "[##################......] generation 3 of 4, best 0.333333, 1 min 0 s left\u001b[K",
        "generation 4 of 4, best 0.25, 4 min 0 s\u001b[K");
  }

  @Test
  void aBarIsRedrawnTenTimesASecondAtMost() {
    play(ConsoleMonitor.bar(out), 1000, 1000, 0.001);
    assertThat(shown().chars().filter(c -> c == '\r').count()).isBetween(9L, 12L);
  }

  @Test
  void aRunWithoutAPlannedEndShowsTheTimePassed() {
    play(ConsoleMonitor.bar(out), Long.MAX_VALUE, 1, 7200);
    assertThat(shown()).contains("\rgeneration 1, best 1.0, 2 h 0 min\u001b[K");
  }

  @ParameterizedTest
  @CsvSource({"19.849596240779782, 19.8496", "-123456789, -1.23457E8", "999999.7, 1000000.0", "99999.96, 100000.0",
      "3.3333333333e-11, 3.33333E-11", "0, 0.0", "-0.5, -0.5", "1e300, 1.0E300", "1e-300, 1.0E-300", "NaN, NaN",
      "Infinity, Infinity"})
  void numbersHaveSixDigitsAtMost(double fitness, String rounded) {
    ConsoleMonitor.lines(out).end(new Generation(1, 1, null, FITNESS, new Best(fitness, new double[3]), null, 0.126));
    assertThat(shown()).isEqualTo("generation 1 of 0, best " + rounded + ", 0.13 s\n");
  }
}
