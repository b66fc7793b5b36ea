package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Clusters of known shape, brought to the size at which their energy is lowest. */
class LennardJonesTest {

  /** Where a pair's energy is lowest. */
  private static final double PAIR = Math.sqrt(Math.cbrt(2.0));

  @Test
  void aPairIsDeepestAtTheSixthRootOfTwo() {
    assertThat(energy(1.0, new double[] {0, 0, 0, PAIR, 0, 0})).isCloseTo(-1.0, within(1e-15));
    assertThat(energy(1.0, new double[] {0, 0, 0, 1, 0, 0})).isEqualTo(0.0);
    assertThat(energy(1.0, new double[] {0, 0, 0, 0, 0, 0})).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aTriangleAndATetrahedronHaveAllPairsAtTheirDeepest() {
    double[] triangle = {0, 0, 0, 1, 0, 0, 0.5, Math.sqrt(0.75), 0};
    assertThat(energy(PAIR, triangle)).isCloseTo(-3.0, within(1e-14));
    double[] tetrahedron = {1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1};
    assertThat(energy(PAIR / Math.sqrt(8.0), tetrahedron)).isCloseTo(-6.0, within(1e-14));
  }

  @Test
  void anOctahedronIsTheBestOfSix() {
    double[] octahedron = {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1};
    assertLowest(octahedron, 6);
  }

  @Test
  void anIcosahedronWithAnAtomInItsMiddleIsTheBestOfThirteen() {
    double golden = 0.5 * (1.0 + Math.sqrt(5.0));
    List<double[]> atoms = new ArrayList<>(List.of(new double[3]));
    for (double one : new double[] {-1, 1}) {
      for (double other : new double[] {-golden, golden}) {
        atoms.add(new double[] {0, one, other});
        atoms.add(new double[] {one, other, 0});
        atoms.add(new double[] {other, 0, one});
      }
    }
    assertLowest(atoms.stream().flatMapToDouble(Arrays::stream).toArray(), 13);
  }

  @Test
  void movingAndTurningAClusterKeepsItsEnergy() {
    double[] x = {0, 0, 0, 1.1, 0, 0, 0, 1.1, 0, 0, 0, 1.1};
    double[] turned = {0, 0, 0, 0, 1.1, 0, 0, 0, 1.1, 1.1, 0, 0};
    assertThat(energy(1.0, turned)).isCloseTo(energy(1.0, x), within(1e-13));
    double[] moved = x.clone();
    for (int i = 0; i < moved.length; i++) moved[i] += 0.5;
    assertThat(energy(1.0, moved)).isCloseTo(energy(1.0, x), within(1e-13));
  }

  @Test
  void aNaNCoordinateMakesTheEnergyNaN() {
    assertThat(energy(1.0, new double[] {0, 0, 0, 1, 0, 0, 0, 1, Double.NaN})).isNaN();
  }

  @Test
  void theEnergyOfASizeThatNobodyListedIsNotKnown() {
    assertThat(new LennardJones(11).optimum()).isEmpty();
    assertThat(new LennardJones(11).dimension()).isEqualTo(33);
  }

  @Test
  void oneAtomIsNoCluster() {
    assertThatThrownBy(() -> new LennardJones(1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of atoms must be 2 or more, got atoms=1");
  }

  /** The shape's energy at its best size is the lowest known of so many atoms. */
  private static void assertLowest(double[] shape, int atoms) {
    assertThat(shape).hasSize(3 * atoms);
    double lowest = lowest(size -> energy(size, shape), 0.3, 1.5);
    assertThat(lowest).isCloseTo(new LennardJones(atoms).optimum().orElseThrow(), within(1e-9));
  }

  private static double energy(double size, double[] shape) {
    double[] x = shape.clone();
    for (int i = 0; i < x.length; i++) x[i] *= size;
    double[] fitness = new double[1];
    new LennardJones(x.length / 3).evaluate(x, fitness);
    return fitness[0];
  }

  /** The least value of a function with one minimum in [from, to], by thirds. */
  private static double lowest(DoubleUnaryOperator function, double from, double to) {
    for (int k = 0; k < 200; k++) {
      double third = (to - from) / 3.0;
      if (function.applyAsDouble(from + third) < function.applyAsDouble(to - third)) {
        to -= third;
      } else {
        from += third;
      }
    }
    return function.applyAsDouble(0.5 * (from + to));
  }
}
