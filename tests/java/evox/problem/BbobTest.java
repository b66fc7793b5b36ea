package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.array.Matrix;
import evox.foreign.Isa;
import evox.kernel.Engines;
import evox.kernel.Evaluate;
import evox.problem.bbob.Bbob;
import evox.world.Device;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions are COCO's: its program's own values, in resources/evox/problem/bbob.csv. */
class BbobTest {

  private static final double TOLERANCE = 1e-12;

  /** One line: the fitness at 0, at 5 sin j and at the optimum, which some lines give. */
  record Published(int function, int instance, int dimension, double fopt, double atZero, double atSines, double[] xopt) {

    static Published parse(String line) {
      String[] cells = line.split(",");
      return new Published(Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
          Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6]),
          Stream.of(cells).skip(8).mapToDouble(Double::parseDouble).toArray());
    }

    /** COCO's own value moves by 2.5e-11 between processors with and without FMA, whose libm draws other rotations. */
    double tolerance() {
      return function == 19 && instance == 1 && dimension == 20 ? 3e-11 : TOLERANCE;
    }

    @Override
    public String toString() {
      return "f" + function + " instance " + instance + " in " + dimension + "-D";
    }
  }

  static IntStream functions() {
    return IntStream.rangeClosed(1, 24);
  }

  static List<Published> published(int function) throws IOException {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(BbobTest.class.getResourceAsStream("bbob.csv")), StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(Published::parse)
          .filter(p -> p.function() == function).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theValuesAreThosePublished(int function) throws IOException {
    List<Published> all = published(function);
    assertThat(all).hasSize(15);
    for (Published p : all) {
      Bbob problem = Bbob.of(function, p.instance(), p.dimension());
      double[] expected = {p.atZero(), p.atSines(), p.fopt()};
      double[] values = values(problem, Device.cpu(1, Isa.JAVA));
      for (int k = 0; k < expected.length; k++) {
        assertThat(values[k]).as("%s at point %d", p, k)
            .isCloseTo(expected[k], within(p.tolerance() * Math.abs(expected[k])));
      }
      assertThat(problem.optimum()).as("%s", p).hasValue(p.fopt());
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyEngineGivesTheBitsOfTheDefinitionAtThePublishedPoints(int function) throws IOException {
    List<Isa> engines = Engines.natives();
    for (Published p : published(function)) {
      Bbob problem = Bbob.of(function, p.instance(), p.dimension());
      double[] expected = values(problem, Device.cpu(1, Isa.JAVA));
      for (Isa isa : engines) {
        assertThat(values(problem, Device.cpu(1, isa))).as("%s on %s", p, isa).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theOptimumLiesWherePublished(int function) throws IOException {
    // f20's are published to ten digits.
    double tolerance = function == 20 ? 2e-10 : 1e-14;
    for (Published p : published(function)) {
      double[] xopt = Bbob.of(function, p.instance(), p.dimension()).xopt();
      for (int i = 0; i < p.xopt().length; i++) {
        assertThat(xopt[i]).as("%s, coordinate %d", p, i).isCloseTo(p.xopt()[i], within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theOptimumIsOneInDimensionsAndInstancesThatNobodyPublished(int function) {
    for (int[] size : new int[][] {{4, 7}, {77, 41}, {1000003, 64}, {2, 100}}) {
      Bbob problem = Bbob.of(function, size[0], size[1]);
      double fopt = problem.optimum().orElseThrow();
      double[] x = problem.xopt();
      double[] fitness = new double[1];
      problem.evaluate(x, fitness);
      assertThat(fitness[0]).as("f%d instance %d in %d-D", function, size[0], size[1])
          .isCloseTo(fopt, within(TOLERANCE * Math.max(1.0, Math.abs(fopt))));
      x[size[1] / 2] -= Math.copySign(0.01, x[size[1] / 2]);
      problem.evaluate(x, fitness);
      assertThat(fitness[0]).isGreaterThan(fopt);
    }
  }

  @Test
  void thePenaltyStartsAtTheBounds() {
    double[] fitness = new double[1];
    Bbob problem = Bbob.of(24, 1, 2);
    problem.evaluate(new double[] {5.0, 5.0}, fitness);
    double inside = fitness[0];
    problem.evaluate(new double[] {5.1, 5.0}, fitness);
    assertThat(fitness[0] - inside).isBetween(50.0, 150.0);
  }

  @Test
  void whatIsNoFunctionInstanceOrDimensionIsRefused() {
    assertThatThrownBy(() -> Bbob.of(25, 1, 10)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of a BBOB function must be in [1, 24], got function=25");
    assertThatThrownBy(() -> Bbob.of(1, 0, 10)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of a BBOB instance must be 1 or more, got instance=0");
    assertThatThrownBy(() -> Bbob.of(1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension of a BBOB function must be 2 or more, got dimension=1");
  }

  /** The fitness at 0, at 5 sin j and at the optimum. */
  private static double[] values(Bbob problem, Device device) {
    double[][] points = new double[3][problem.dimension()];
    Arrays.setAll(points[1], j -> 5.0 * StrictMath.sin(j + 1));
    points[2] = problem.xopt();
    try (Matrix candidates = Matrix.of(points); Matrix fitness = Matrix.tiles(3, 1)) {
      new Evaluate(problem, candidates, fitness).launch(device);
      return new double[] {fitness.get(0, 0), fitness.get(1, 0), fitness.get(2, 0)};
    }
  }
}
