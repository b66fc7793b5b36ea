package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.core.Bounds;
import org.junit.jupiter.api.Test;

class BoundTransformTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final BoundTransform both = BoundTransform.of(Bounds.of(-2, 3, 1));
  private final BoundTransform below = BoundTransform.of(Bounds.of(-2, INFINITE, 1));
  private final BoundTransform above = BoundTransform.of(Bounds.of(-INFINITE, 3, 1));
  private final BoundTransform none = BoundTransform.of(Bounds.none(1));

  @Test
  void everyFinitePointIsBroughtWithinTheBounds() {
    for (double y = 1e-3; y < 1e300; y *= 1.7) {
      for (double signed : new double[] {y, -y}) {
        assertThat(both.inside(0, signed)).isBetween(-2.0, 3.0);
        assertThat(below.inside(0, signed)).isBetween(-2.0, Double.MAX_VALUE);
        assertThat(above.inside(0, signed)).isBetween(-Double.MAX_VALUE, 3.0);
        assertThat(none.inside(0, signed)).isEqualTo(signed);
      }
    }
  }

  @Test
  void pointsAwayFromTheBoundsStayWhereTheyAre() {
    for (double y = -1.75; y <= 2.75; y += 0.125) assertThat(both.inside(0, y)).isEqualTo(y);
  }

  @Test
  void theBoundsThemselvesAreReached() {
    assertThat(both.inside(0, both.outside(0, -2))).isEqualTo(-2);
    assertThat(both.inside(0, both.outside(0, 3))).isEqualTo(3);
    assertThat(below.inside(0, below.outside(0, -2))).isEqualTo(-2);
    assertThat(above.inside(0, above.outside(0, 3))).isEqualTo(3);
  }

  @Test
  void itGoesForthAndBackWithoutAJump() {
    double step = 1e-4;
    for (double y = -20; y < 20; y += step) {
      for (BoundTransform transform : new BoundTransform[] {both, below, above}) {
        double change = Math.abs(transform.inside(0, y + step) - transform.inside(0, y));
        assertThat(change).as("at %s", y).isLessThanOrEqualTo(step * (1 + 1e-9));
      }
    }
  }

  @Test
  void aPointWithinTheBoundsIsFoundAgainFromOutside() {
    for (double x = -2; x <= 3; x += 1.0 / 64) {
      assertThat(both.inside(0, both.outside(0, x))).isCloseTo(x, within(1e-15));
      assertThat(below.inside(0, below.outside(0, x))).isCloseTo(x, within(1e-15));
      assertThat(above.inside(0, above.outside(0, x))).isCloseTo(x, within(1e-15));
    }
  }

  @Test
  void boundsTooFarApartForTheirDifferenceAreRefused() {
    assertThatThrownBy(() -> BoundTransform.of(Bounds.of(-1e308, 1e308, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the width between bounds must be a finite number, got lower[0]=-1.0E308, upper[0]=1.0E308");
  }
}
