package evox.surrogate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import evox.core.Differentiable;
import evox.pool.Pool;
import evox.problem.LennardJones;
import evox.random.RandomKey;
import evox.surrogate.CovarianceFunction;
import evox.surrogate.GaussianProcess;
import evox.surrogate.Hyperparameters;
import evox.surrogate.LBFGS;
import evox.surrogate.Minimum;
import evox.surrogate.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StructureTest {

  private static final RandomKey KEY = RandomKey.of(3);
  private static final RadialFingerprint DESCRIPTOR = new RadialFingerprint(0.8, 4, 33, 0.1);
  private static final ParallelRelaxation RELAXATION = new ParallelRelaxation(new LBFGS(10, 1e-5, 0.3, 1000));

  private static double[] cluster(int atoms, int i) {
    return new RandomCluster(atoms, 1.5, 0.9).candidate(List.of(), KEY.at(0, i));
  }

  @Test
  void atomsOfARandomClusterKeepTheirDistanceWithinTheBall() {
    for (int i = 0; i < 50; i++) {
      double[] x = new RandomCluster(13, 4, 0.9).candidate(List.of(), KEY.at(0, i));
      for (int a = 0; a < x.length; a += 3) {
        assertThat(Math.sqrt(x[a] * x[a] + x[a + 1] * x[a + 1] + x[a + 2] * x[a + 2])).isLessThanOrEqualTo(2.316);
        for (int b = 0; b < a; b += 3) assertThat(Pairs.distance(x, a, b)).isGreaterThanOrEqualTo(0.9);
      }
    }
  }

  @Test
  void whereThereIsNoRoomAtomsComeCloser() {
    assertThat(new RandomCluster(40, 0.2, 3).candidate(List.of(), KEY)).hasSize(120);
  }

  @Test
  void rattlingMovesEveryCoordinateALittleAndLeavesTheSampleAlone() {
    double[] first = cluster(5, 1);
    double[] second = cluster(5, 2);
    double[] kept = second.clone();
    double[] rattled = new Rattle(0.4).candidate(List.of(first, second), KEY.at(7, 5));
    assertThat(second).isEqualTo(kept);
    for (int j = 0; j < kept.length; j++) {
      assertThat(rattled[j]).isNotEqualTo(kept[j]).isCloseTo(kept[j], within(0.4));
    }
    assertThatThrownBy(() -> new Rattle(0.4).candidate(List.of(), KEY)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be a structure to rattle, got a sample of none");
  }

  @Test
  void whatIsCollectedAndRelaxedDoesNotDependOnTheWorkers() {
    ParallelCollector collector = new ParallelCollector(new ParallelCollector.Share(new Rattle(0.3), 5),
        new ParallelCollector.Share(new RandomCluster(7, 2, 0.8), 6));
    List<List<Minimum>> found = new ArrayList<>();
    for (Supplier<Pool> workers : List.<Supplier<Pool>>of(() -> Pool.local(1), () -> Pool.local(3),
        () -> Pool.processes(2))) {
      try (Pool pool = workers.get()) {
        List<double[]> candidates = collector.collect(pool, List.of(cluster(7, 0)), KEY.at(9, 0));
        assertThat(candidates).hasSize(11);
        found.add(RELAXATION.relax(pool, new LennardJones(7), candidates));
      }
    }
    for (int i = 0; i < 11; i++) {
      Minimum first = found.getFirst().get(i);
      assertThat(first.converged()).isTrue();
      for (List<Minimum> other : found) assertThat(other.get(i)).usingRecursiveComparison().isEqualTo(first);
    }
  }

  @Test
  void aStructureAtItsMinimumIsKept() {
    try (Pool pool = Pool.local(1)) {
      double[] x = RELAXATION.relax(pool, new LennardJones(4), List.of(cluster(4, 0))).getFirst().x();
      Minimum again = RELAXATION.relax(pool, new LennardJones(4), List.of(x)).getFirst();
      assertThat(again.converged()).isTrue();
      assertThat(again.iterations()).isZero();
      assertThat(again.x()).isEqualTo(x);
      assertThat(again.value()).isCloseTo(-6.0, within(1e-9));
    }
  }

  @Test
  void aFingerprintIsTheHistogramOfDistancesEachSpreadOut() {
    double[] features = DESCRIPTOR.describe(new double[] {0, 0, 0, 1.23, 0, 0, 0, 9, 0});
    for (int b = 0; b < 33; b++) {
      double offset = (0.8 + 0.1 * b - 1.23) / 0.1;
      double expected = Math.abs(offset) > 6 ? 0 : Math.exp(-0.5 * offset * offset) / Math.sqrt(3);
      assertThat(features[b]).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void exchangingAtomsAndTurningThemKeepsTheFingerprint() {
    double[] x = cluster(6, 0);
    double[] other = new double[18];
    for (int a = 0; a < 6; a++) {
      int to = 3 * ((a + 2) % 6);
      other[to] = -x[3 * a + 1];
      other[to + 1] = x[3 * a];
      other[to + 2] = x[3 * a + 2] + 5;
    }
    double[] features = DESCRIPTOR.describe(x);
    double[] again = DESCRIPTOR.describe(other);
    for (int b = 0; b < features.length; b++) assertThat(again[b]).isCloseTo(features[b], within(1e-12));
  }

  @Test
  void gradientsOfPotentialsAreThoseOfTheirValues() {
    Observations data = new Observations(
        IntStream.range(0, 12).mapToObj(i -> DESCRIPTOR.describe(cluster(6, i))).toArray(double[][]::new),
        IntStream.range(0, 12).mapToDouble(i -> KEY.normal(i)).toArray());
    SurrogatePotential learnt = new SurrogatePotential(DESCRIPTOR, new Repulsion(0.9),
        new GaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL).posterior(data, new Hyperparameters(1, 2, 1e-4)));
    double[] x = cluster(6, 20);
    for (Differentiable potential : List.of(learnt, new Repulsion(0.9), new LennardJones(6))) {
      double[] gradient = new double[18];
      double[] ignored = new double[18];
      potential.evaluateWithGradient(x, gradient);
      for (int j = 0; j < 18; j++) {
        double[] moved = x.clone();
        moved[j] = x[j] + 1e-6;
        double above = potential.evaluateWithGradient(moved, ignored);
        moved[j] = x[j] - 1e-6;
        double slope = (above - potential.evaluateWithGradient(moved, ignored)) / 2e-6;
        assertThat(gradient[j]).as("%s, coordinate %d", potential, j).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
      }
    }
  }

  @Test
  void theValueWithTheGradientHasTheBitsOfTheValue() {
    double[] x = cluster(13, 0);
    double[] value = new double[1];
    new LennardJones(13).evaluate(x, value);
    assertThat(new LennardJones(13).evaluateWithGradient(x, new double[39])).isEqualTo(value[0]);
  }

  /** What thirty relaxed clusters teach is enough to tell the energies of ten others to a hundredth of their spread. */
  @Test
  void aPotentialIsLearntFromClusters() {
    try (Pool pool = Pool.local(2)) {
      List<double[]> starts = IntStream.range(0, 40).mapToObj(i -> cluster(8, i)).toList();
      List<double[]> all = new ArrayList<>(starts);
      RELAXATION.relax(pool, new LennardJones(8), starts).forEach(minimum -> all.add(minimum.x()));
      List<double[]> kept = all.stream().filter(x -> energy(x) < 0).toList();
      int training = kept.size() - 10;
      Repulsion repulsion = new Repulsion(0.9);
      Observations data = new Observations(
          kept.subList(0, training).stream().map(DESCRIPTOR::describe).toArray(double[][]::new),
          kept.subList(0, training).stream().mapToDouble(x -> energy(x) - repulsion.evaluateWithGradient(x, x.clone()))
              .toArray());
      SurrogatePotential potential = new SurrogatePotential(DESCRIPTOR, repulsion,
          new GaussianProcess(CovarianceFunction.SQUARED_EXPONENTIAL).posterior(data, new Hyperparameters(900, 17, 1e-6)));
      for (double[] x : kept.subList(training, kept.size())) {
        assertThat(potential.evaluateWithGradient(x, x.clone())).isCloseTo(energy(x), within(0.2));
        assertThat(potential.deviation(x)).isLessThan(1.0);
      }
    }
  }

  private static double energy(double[] x) {
    return new LennardJones(x.length / 3).evaluateWithGradient(x, new double[x.length]);
  }
}
