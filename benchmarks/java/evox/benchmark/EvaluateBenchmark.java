package evox.benchmark;

import evox.array.Matrix;
import evox.core.Bounds;
import evox.foreign.Isa;
import evox.kernel.Evaluate;
import evox.problem.BuiltIn;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.world.Device;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Evaluation of a population of 100 coordinates, against the same on the Java engine (EVOX_ISA=java).
 *
 * <p>640 candidates are 512 KB and lie in a second-level cache; 10 000 are 8 MB, as in the comparison with other
 * libraries; 131 072 are 105 MB and come from memory.
 */
@State(Scope.Benchmark)
public class EvaluateBenchmark {

  private static final int DIMENSION = 100;

  @Param({"sphere", "rosenbrock", "rastrigin", "ackley", "griewank", "bbob15"})
  String problem;

  @Param({"640", "10000", "131072"})
  long population;

  @Param({"1", "2"})
  int threads;

  private Device device;
  private Evaluate kernel;
  private long wrong;

  @Setup
  public void evaluateOnce() {
    BuiltIn objective = Problems.of(problem, DIMENSION, 0, 0);
    Matrix candidates = drawn(population, objective.bounds());
    device = Device.cpu(threads);
    kernel = new Evaluate(objective, candidates, Matrix.tiles(population, 1));
    kernel.launch(device);
    Evaluate reference = new Evaluate(objective, candidates, Matrix.tiles(population, 1));
    reference.launch(Device.cpu(1, Isa.JAVA));
    wrong = Bits.different(kernel.fitness(), reference.fitness());
  }

  @Benchmark
  public Matrix evaluate(Answer answer) {
    kernel.launch(device);
    answer.wrong = wrong;
    return kernel.fitness();
  }

  private static Matrix drawn(long population, Bounds bounds) {
    Matrix candidates = Matrix.tiles(population, DIMENSION);
    RandomKey key = RandomKey.of(1);
    for (long i = 0; i < population; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        double share = key.at(0, i).uniform(j);
        candidates.set(i, j, bounds.lower(j) + share * (bounds.upper(j) - bounds.lower(j)));
      }
    }
    return candidates;
  }
}
