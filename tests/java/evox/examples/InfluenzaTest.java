package evox.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import evox.algorithm.CMAES;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job: launch/examples/Influenza.java, and the limit of its model without chance. */
class InfluenzaTest {

  private static final double BOYS = 763;
  private static final double[] IN_BED = {3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4};
  private static final int STEPS_A_DAY = 50;

  @TempDir
  private Path folder;

  @Test
  void withoutChanceLeastSquaresGiveTheKnownRates() {
    Bounds bounds = Bounds.of(new double[] {0.5, 0.1}, new double[] {4, 1.5});
    Problem squares = Problem.of("squares", bounds, rates -> residual(rates[0], rates[1]));
    Best best = new StdWorkflow<>(new CMAES(), squares).run(RandomKey.of(1), Stop.generations(150)).best();
    assertThat(best.candidate()[0]).isCloseTo(1.6998, within(0.00005));
    assertThat(best.candidate()[1]).isCloseTo(0.4469, within(0.00005));
    assertThat(best.fitness()).isCloseTo(3874.4, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(ints = {1978, 1, 2})
  void withChanceTheRatesComeOutInTheirRange(int seed) throws Exception {
    Path page = folder.resolve("influenza.html");
    Ended ended = influenza(Integer.toString(seed), page.toString());
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(number("beta  = ", ended.out())).isBetween(1.6, 2.0);
    assertThat(number("gamma = ", ended.out())).isBetween(0.40, 0.52);
    assertThat(number("R0    = ", ended.out())).isBetween(3.2, 4.6);
    assertThat(ended.out()).endsWith("report: " + page + "\n");
    assertThat(ended.err()).contains("generation 25 of 25");
    assertThat(Files.readString(page)).contains("<h1>Influenza in a boarding school, January 1978</h1>");
  }

  @Test
  void anyNumberOfProcessesPrintsTheSame() throws Exception {
    Path page = folder.resolve("influenza.html");
    String alone = influenza("3", page.toString()).out();
    String digest = digest(page);
    for (int processes : new int[] {2, 4}) {
      Ended ended = influenza("3", page.toString(), "--processes", Integer.toString(processes));
      assertThat(ended.out()).as(ended.err()).isEqualTo(alone);
      assertThat(digest(page)).isEqualTo(digest);
    }
  }

  private static String digest(Path page) throws IOException {
    Matcher digest = Pattern.compile("[0-9a-f]{64}").matcher(Files.readString(page));
    assertThat(digest.find()).isTrue();
    return digest.group();
  }

  @Test
  void aReportThatCannotBeWrittenIsReportedBeforeTheRun() throws Exception {
    Ended ended = influenza("1", "/dev/null/influenza.html");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("the folder of an output file must be writable, got path=/dev/null/influenza.html")
        .doesNotContain("generation");
    assertThat(ended.out()).isEmpty();
  }

  /** The sum of squared residuals of the deterministic model, by Runge and Kutta's method of order four. */
  private static double residual(double beta, double gamma) {
    double h = 1.0 / STEPS_A_DAY;
    double s = BOYS - IN_BED[0];
    double i = IN_BED[0];
    double sum = 0;
    for (int day = 1; day < IN_BED.length; day++) {
      for (int step = 0; step < STEPS_A_DAY; step++) {
        double s1 = -beta * s * i / BOYS;
        double i1 = -s1 - gamma * i;
        double s2 = -beta * (s + h / 2 * s1) * (i + h / 2 * i1) / BOYS;
        double i2 = -s2 - gamma * (i + h / 2 * i1);
        double s3 = -beta * (s + h / 2 * s2) * (i + h / 2 * i2) / BOYS;
        double i3 = -s3 - gamma * (i + h / 2 * i2);
        double s4 = -beta * (s + h * s3) * (i + h * i3) / BOYS;
        double i4 = -s4 - gamma * (i + h * i3);
        s += h / 6 * (s1 + 2 * s2 + 2 * s3 + s4);
        i += h / 6 * (i1 + 2 * i2 + 2 * i3 + i4);
      }
      sum += (i - IN_BED[day]) * (i - IN_BED[day]);
    }
    return sum;
  }

  private record Ended(int code, String out, String err) {}

  private Ended influenza(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar",
        "target/evox-spmd.jar", "run", "launch/examples/Influenza.java"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    return new Ended(code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
  }

  private static double number(String before, String text) {
    Matcher matcher = Pattern.compile(Pattern.quote(before) + "([0-9.]+)").matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
