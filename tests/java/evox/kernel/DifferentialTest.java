package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Matrix;
import evox.array.Partition;
import evox.array.Ring;
import evox.foreign.Isa;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.World;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferentialTest {

  /** Individual i is 5^i, so that 2 a + b - c tells which three donors a trial is made of. */
  private static Matrix powersOfFive(int n) {
    Matrix parents = Matrix.rows(n, 1);
    double power = 1.0;
    for (int i = 0; i < n; i++, power *= 5) parents.set(i, 0, power);
    return parents;
  }

  private static Matrix trials(Matrix parents, long generation, double crossover, Box box, Isa isa) {
    Matrix trials = Matrix.rows(parents.rows(), parents.columns());
    Ring all = new Ring(Partition.of(World.alone(), parents.rows()), parents.rows());
    new DifferentialTrial(new Differential(RandomKey.of(4).at(generation, 0), all, parents,
        Matrix.rows(0, parents.columns()), trials, Matrix.tiles(parents.rows(), 1), Doubles.zeros(parents.columns()), 0, box, 0.5, crossover))
        .launch(Device.cpu(1, isa));
    return trials;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 20})
  void theDonorsAreThreeOthersAllDifferentAndAllEquallyLikely(int n) {
    Matrix parents = powersOfFive(n);
    Box box = Box.of(new double[] {-1e300}, new double[] {1e300});
    Set<String> seen = new HashSet<>();
    int[] asBase = new int[n];
    int generations = 600;
    for (int g = 0; g < generations; g++) {
      Matrix trials = trials(parents, g, 1.0, box, Isa.JAVA);
      for (int i = 0; i < n; i++) {
        int[] donors = donors(trials.get(i, 0), parents);
        assertThat(Set.of(i, donors[0], donors[1], donors[2])).hasSize(4);
        seen.add(Arrays.toString(donors));
        asBase[donors[0]]++;
      }
    }
    if (n < 20) assertThat(seen).hasSize(n * (n - 1) * (n - 2));
    for (int count : asBase) assertThat((double) count / generations).isBetween(0.75, 1.25);
  }

  private static int[] donors(double trial, Matrix parents) {
    int n = (int) parents.rows();
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        for (int c = 0; c < n; c++) {
          double made = parents.get(a, 0) + 0.5 * (parents.get(b, 0) - parents.get(c, 0));
          if (b != c && a != b && a != c && made == trial) return new int[] {a, b, c};
        }
      }
    }
    throw new AssertionError("no three donors make " + trial);
  }

  @Test
  void oneCoordinateAtLeastIsTheMutants() {
    int d = 100;
    Matrix parents = Matrix.rows(50, d);
    for (int i = 0; i < 50; i++) for (int j = 0; j < d; j++) parents.set(i, j, i * i);
    double[] wide = new double[d];
    Arrays.fill(wide, 1e9);
    double[] low = new double[d];
    Arrays.fill(low, -1e9);
    for (double crossover : new double[] {0.0, 0.3, 1.0}) {
      Matrix trials = trials(parents, 1, crossover, Box.of(low, wide), Isa.JAVA);
      double share = 0.0;
      for (int i = 0; i < 50; i++) {
        int crossed = 0;
        for (int j = 0; j < d; j++) if (trials.get(i, j) != i * i) crossed++;
        if (crossover == 0.0) assertThat(crossed).isEqualTo(1);
        share += crossed / (50.0 * d);
      }
      assertThat(share).isBetween(crossover - 0.03, crossover + 0.03);
    }
  }

  @Test
  void whatLeavesTheBoxComesBackToTheMiddleBetweenParentAndBound() {
    Matrix parents = powersOfFive(20);
    Box box = Box.of(new double[] {-10}, new double[] {1000});
    Matrix free = trials(parents, 2, 1.0, Box.of(new double[] {-1e300}, new double[] {1e300}), Isa.JAVA);
    Matrix kept = trials(parents, 2, 1.0, box, Isa.JAVA);
    for (int i = 0; i < 20; i++) {
      double parent = parents.get(i, 0);
      double expected = free.get(i, 0) < -10 ? 0.5 * parent - 5
          : free.get(i, 0) > 1000 ? 0.5 * parent + 500 : free.get(i, 0);
      assertThat(kept.get(i, 0)).isEqualTo(expected);
    }
  }

  @Test
  void everyEngineMakesTheSameTrials() {
    for (int d : new int[] {1, 7, 8, 9, 31, 33, 100}) {
      Matrix parents = Matrix.rows(77, d);
      double[] bound = new double[d];
      Arrays.fill(bound, 1.0);
      Box box = Box.of(new double[d], bound);
      new Uniform(RandomKey.of(3), box, parents).launch(Device.cpu(1, Isa.JAVA));
      long[] expected = Engines.bits(trials(parents, 9, 0.5, box, Isa.JAVA));
      for (Isa isa : Engines.natives()) {
        assertThat(Engines.has(isa, "de-trial")).isTrue();
        assertThat(Engines.bits(trials(parents, 9, 0.5, box, isa))).as("%s, dimension %d", isa, d).isEqualTo(expected);
      }
    }
  }
}
