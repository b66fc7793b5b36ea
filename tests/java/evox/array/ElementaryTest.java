package evox.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import evox.foreign.Isa;
import evox.kernel.AwkwardNumbers;
import evox.kernel.ElementaryKernel;
import evox.kernel.ElementaryKernel.Function;
import evox.kernel.Engines;
import evox.world.Device;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementaryTest {

  private static final int SAMPLES = 200_000;

  private final Random random = new Random(20);

  @ParameterizedTest
  @EnumSource
  void everyEngineGivesTheBitsOfTheDefinition(Function function) {
    ElementaryKernel definition = ElementaryKernel.awkward(function);
    definition.launch(Device.cpu(1, Isa.JAVA));
    for (Isa isa : Engines.natives()) {
      ElementaryKernel kernel = ElementaryKernel.awkward(function);
      assertThat(Engines.has(isa, kernel.name())).isTrue();
      kernel.launch(Device.cpu(1, isa));
      assertThat(Engines.bits(kernel.result())).as("%s on %s", function, isa)
          .isEqualTo(Engines.bits(definition.result()));
    }
  }

  @Test
  void exponentialsAreWithinOneUlp() {
    assertWithinUlps(1, Elementary::exp, StrictMath::exp, () -> 1480.0 * random.nextDouble() - 745.0);
    assertWithinUlps(1, Elementary::exp, StrictMath::exp, () -> 2.0 * random.nextDouble() - 1.0);
    assertWithinUlps(1, Elementary::exp, StrictMath::exp, () -> -708.0 - 38.0 * random.nextDouble());
  }

  @Test
  void logarithmsAreWithinOneUlp() {
    assertWithinUlps(1, Elementary::log, StrictMath::log, () -> Double.longBitsToDouble(random.nextLong() >>> 1));
    assertWithinUlps(1, Elementary::log, StrictMath::log, () -> 0.5 + random.nextDouble());
    assertWithinUlps(1, Elementary::log, StrictMath::log, () -> 1.0 + 1e-5 * random.nextGaussian());
  }

  @Test
  void sinesAndCosinesAreWithinTwoUlpsToAMillion() {
    for (double size : new double[] {1e-3, 1.0, 10.0, 1e3, 1e6}) {
      DoubleSupplier angles = () -> size * (2.0 * random.nextDouble() - 1.0);
      assertWithinUlps(2, Elementary::sin, StrictMath::sin, angles);
      assertWithinUlps(2, Elementary::cos, StrictMath::cos, angles);
    }
  }

  @Test
  void powersAreWithinTwoUlps() {
    for (double spread : new double[] {1e-3, 1.0, 10.0, 300.0}) {
      for (int i = 0; i < SAMPLES; i++) {
        double x = StrictMath.exp(spread * random.nextGaussian());
        double y = 350.0 / spread * random.nextGaussian();
        assertUlps(2, Elementary.pow(x, y), StrictMath.pow(x, y), "pow(" + x + ", " + y + ")");
      }
    }
  }

  @Test
  void specialValuesAreThoseOfStrictMath() {
    for (Function function : new Function[] {Function.EXP, Function.LOG, Function.POW}) {
      for (double x : AwkwardNumbers.ALL) {
        for (double y : AwkwardNumbers.ALL) {
          assertUlps(2, function.ours().applyAsDouble(x, y), function.strict().applyAsDouble(x, y),
              function + "(" + x + ", " + y + ")");
        }
      }
    }
  }

  @Test
  void anglesThatAreNoNumbersHaveNoSine() {
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(new double[] {Elementary.sin(x), Elementary.cos(x), Elementary.sin2pi(x), Elementary.cos2pi(x)})
          .containsOnly(Double.NaN);
    }
  }

  @Test
  void quarterTurnsAreExact() {
    double[] sines = {0.0, 1.0, 0.0, -1.0};
    for (int quarter = -1000; quarter <= 1000; quarter++) {
      assertThat(Elementary.sin2pi(quarter * 0.25)).isEqualTo(sines[quarter & 3] + 0.0);
      assertThat(Elementary.cos2pi(quarter * 0.25)).isEqualTo(sines[quarter + 1 & 3] + 0.0);
    }
    assertThat(Elementary.cos2pi(1e300)).isEqualTo(1.0);
  }

  @Test
  void noSineIsLargerThanOne() {
    for (int i = 0; i < SAMPLES; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(x)) continue;
      assertThat(Math.abs(Elementary.sin(x))).as("sin %s", x).isLessThanOrEqualTo(1.0);
      assertThat(Math.abs(Elementary.cos(x))).as("cos %s", x).isLessThanOrEqualTo(1.0);
      assertThat(Math.abs(Elementary.cos2pi(x))).as("cos2pi %s", x).isLessThanOrEqualTo(1.0);
      assertThat(Math.abs(Elementary.sin2pi(x))).as("sin2pi %s", x).isLessThanOrEqualTo(1.0);
    }
  }

  @Test
  void sineAndCosineOfOneAngleLieOnTheCircle() {
    for (int i = 0; i < SAMPLES; i++) {
      double x = 100.0 * random.nextGaussian();
      double sine = Elementary.sin(x);
      double cosine = Elementary.cos(x);
      assertThat(sine * sine + cosine * cosine).isCloseTo(1.0, within(0x1p-50));
    }
  }

  private void assertWithinUlps(int ulps, DoubleUnaryOperator ours, DoubleUnaryOperator strict, DoubleSupplier sample) {
    for (int i = 0; i < SAMPLES; i++) {
      double x = sample.getAsDouble();
      assertUlps(ulps, ours.applyAsDouble(x), strict.applyAsDouble(x), Double.toString(x));
    }
  }

  /** Equal, or apart by so many ulps of the expected; where that is zero, infinite or NaN, only equal will do. */
  private static void assertUlps(int ulps, double actual, double expected, String what) {
    if (Double.doubleToLongBits(actual) == Double.doubleToLongBits(expected)) return;
    boolean ordinary = expected != 0.0 && Double.isFinite(expected);
    if (ordinary && Math.abs(actual - expected) <= ulps * Math.ulp(expected)) return;
    assertThat(actual).as(what).isEqualTo(expected);
  }
}
