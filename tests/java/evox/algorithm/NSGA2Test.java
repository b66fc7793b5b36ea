package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.array.Matrix;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.foreign.Isa;
import evox.indicator.InvertedGenerationalDistance;
import evox.monitor.HistoryDigest;
import evox.problem.Dtlz;
import evox.problem.MultiObjective;
import evox.problem.Sphere;
import evox.problem.Zdt;
import evox.random.RandomKey;
import evox.workflow.Result;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import evox.world.Device;
import evox.world.World;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class NSGA2Test {

  private static MultiObjective problem(String name) {
    return name.equals("dtlz2") ? new Dtlz(2, 12, 3) : Zdt.of(name.charAt(3) - '0');
  }

  private static Result<NSGA2.State> run(NSGA2 algorithm, Problem problem, long seed, long generations) {
    return new StdWorkflow<>(algorithm, problem).run(RandomKey.of(seed), Stop.generations(generations));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "nsga2-igd.csv", useHeadersInDisplayName = true)
  void comesAsNearTheFrontAsPymoo(String name, int points, double min, double q25, double median, double q75,
      double max) {
    MultiObjective problem = problem(name);
    var indicator = new InvertedGenerationalDistance(problem.front(points));
    double[] igd = new double[11];
    for (int seed = 0; seed < igd.length; seed++) {
      igd[seed] = indicator.of(run(new NSGA2(100), problem, seed, 250).state().fitness());
    }
    Arrays.sort(igd);
    assertThat(igd[5]).as("median of seeds 0 to 10: %s", Arrays.toString(igd)).isBetween(min, max);
  }

  private static String digest(Problem problem, long population, Device device) {
    HistoryDigest digest = new HistoryDigest();
    new StdWorkflow<>(new NSGA2(population), problem, digest).distributed(World.alone(device))
        .run(RandomKey.of(7), Stop.generations(6));
    return digest.hex();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 31, 33, 1000, 4097})
  void theBitsDependNeitherOnThreadsNorOnTheEngine(long population) {
    for (Problem problem : new Problem[] {Zdt.of(1), new Dtlz(2, 12, 3)}) {
      String expected = digest(problem, population, Device.cpu(1, Isa.JAVA));
      for (Isa isa : Isa.values()) {
        if (!isa.runsHere()) continue;
        for (int threads : new int[] {1, 2, 3, 8}) {
          assertThat(digest(problem, population, Device.cpu(threads, isa)))
              .as("%s, %s, %d threads", problem.name(), isa, threads).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theFirstGenerationIsEvaluatedAndTheBetterHalfOfBothSurvives() {
    NSGA2 algorithm = new NSGA2(50);
    World world = World.alone(Device.cpu(1));
    Zdt problem = Zdt.of(1);
    NSGA2.State state = algorithm.init(RandomKey.of(1), problem, world);
    assertThat(algorithm.ask(state, world)).isSameAs(state.parents());
    state = algorithm.tell(state, fitnessOf(problem, state.parents()), world);
    for (int generation = 1; generation < 20; generation++) {
      Matrix children = algorithm.ask(state, world);
      Matrix fitness = fitnessOf(problem, children);
      double best = Math.min(lowest(state.fitness()), lowest(fitness));
      state = algorithm.tell(state, fitness, world);
      assertThat(lowest(state.fitness())).isEqualTo(best);
      Matrix again = fitnessOf(problem, state.parents());
      for (int i = 0; i < 50; i++) assertThat(again.row(i)).isEqualTo(state.fitness().row(i));
    }
  }

  private static Matrix fitnessOf(Zdt problem, Matrix candidates) {
    Matrix fitness = Matrix.tiles(candidates.rows(), 2);
    double[] f = new double[2];
    for (long i = 0; i < candidates.rows(); i++) {
      problem.evaluate(candidates.row(i), f);
      fitness.write(i, f);
    }
    return fitness;
  }

  private static double lowest(Matrix fitness) {
    double lowest = Double.POSITIVE_INFINITY;
    for (long i = 0; i < fitness.rows(); i++) lowest = Math.min(lowest, fitness.get(i, 1));
    return lowest;
  }

  @Test
  void noChildIsACopyOfAParentAndNoneLeavesTheBox() {
    NSGA2 algorithm = new NSGA2(200, 0.5, 2, 0.0, 2);
    World world = World.alone(Device.cpu(1));
    Problem problem = Problem.batch("flat", Bounds.of(-3, 5, 4), 2, (x, fitness, key, shard) -> {});
    NSGA2.State state = algorithm.init(RandomKey.of(3), problem, world);
    Matrix fitness = Matrix.tiles(200, 2);
    state = algorithm.tell(state, fitness, world);
    Matrix children = algorithm.ask(state, world);
    for (int i = 0; i < 200; i++) {
      double[] child = children.row(i);
      for (double x : child) assertThat(x).isBetween(-3.0, 5.0);
      for (int j = 0; j < 200; j++) assertThat(child).isNotEqualTo(state.parents().row(j));
    }
  }

  @Test
  void withOneObjectiveTheBestOfAllIsKnown() {
    Result<NSGA2.State> result = run(new NSGA2(100), new Sphere(5), 1, 100);
    assertThat(result.best().fitness()).isLessThan(1e-3);
    double[] fitness = new double[1];
    new Sphere(5).evaluate(result.best().candidate(), fitness);
    assertThat(fitness[0]).isEqualTo(result.best().fitness());
  }

  @Test
  void withSeveralObjectivesThereIsNoBest() {
    assertThat(run(new NSGA2(10), Zdt.of(1), 1, 3).best()).isSameAs(Best.NONE);
  }

  @Test
  void candidatesThatAreNaNDieOut() {
    Problem problem = Problem.batch("half", Bounds.of(-1, 1, 3), 2, (x, fitness, key, shard) -> {
      for (long i = 0; i < x.rows(); i++) {
        fitness.set(i, 0, x.get(i, 0) < 0 ? Double.NaN : x.get(i, 1));
        fitness.set(i, 1, -x.get(i, 1));
      }
    });
    Matrix fitness = run(new NSGA2(60), problem, 5, 20).state().fitness();
    for (long i = 0; i < 60; i++) assertThat(fitness.get(i, 0)).isNotNaN();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new NSGA2(1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be in [2, 2^29], got population=1");
    assertThatThrownBy(() -> new NSGA2(10, 1.5, 15, 0.9, 20)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("crossover must be a probability in [0, 1], got crossover=1.5");
    assertThatThrownBy(() -> new NSGA2(10, 0.9, -1, 0.9, 20)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distribution index must be in [0, 1000], got eta=-1");
    assertThatThrownBy(() -> new NSGA2(10, 0.9, 15, Double.NaN, 20)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mutation must be a probability in [0, 1], got mutation=NaN");
    Problem unbounded = Problem.of("unbounded", Bounds.none(2), x -> 0);
    assertThatThrownBy(() -> run(new NSGA2(10), unbounded, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("NSGA2 needs finite bounds, got lower[0]=-Infinity");
  }
}
