package evox.array;

import static org.assertj.core.api.Assertions.assertThat;

import evox.core.Bounds;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.kernel.Box;
import evox.kernel.Evaluate;
import evox.kernel.Uniform;
import evox.problem.Rosenbrock;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Matrices of more elements than an int can count, 17 GB and more. Of their memory, only what is touched is taken from the
 * machine: here the first and the last tiles.
 */
class LargeMatrixTest {

  private static final int DIMENSION = 32;
  private static final long ROWS = (1L << 31) / DIMENSION + 1001;
  private static final RandomKey KEY = RandomKey.of(7);
  private static final Rosenbrock PROBLEM = new Rosenbrock(DIMENSION);
  private static final Box BOX = Box.of(PROBLEM.bounds().lower(), PROBLEM.bounds().upper());

  @Test
  void everyEngineReachesTheLastRow() {
    for (Isa isa : engines()) {
      try (Matrix candidates = large(DIMENSION); Matrix fitness = large(1)) {
        Device device = Device.cpu(2, isa);
        Uniform draw = new Uniform(KEY.at(0, 0), BOX, candidates);
        draw.launch(device, 0, 1);
        draw.launch(device, draw.units() - 2, draw.units());
        Evaluate evaluate = new Evaluate(PROBLEM, candidates, fitness);
        evaluate.launch(device, 0, 1);
        evaluate.launch(device, evaluate.units() - 2, evaluate.units());
        for (long i : new long[] {0, 31, ROWS - 33, ROWS - 1}) {
          double[] expected = Uniform.position(KEY.at(0, i), BOX).toArray();
          double[] value = new double[1];
          PROBLEM.evaluate(expected, value);
          assertThat(candidates.row(i)).as("row %d by %s", i, isa).isEqualTo(expected);
          assertThat(fitness.get(i, 0)).as("fitness %d by %s", i, isa).isEqualTo(value[0]);
        }
      }
    }
  }

  @Test
  void theBestMayBeTheLast() {
    try (Matrix fitness = large(1)) {
      fitness.set(ROWS - 1, 0, -1.0);
      assertThat(Order.best(fitness, 0)).isEqualTo(ROWS - 1);
    }
  }

  @Test
  void rowsAreReadAndWrittenWhereTheyAre() {
    try (Matrix rows = large(() -> Matrix.rows(ROWS, DIMENSION))) {
      double[] row = Bounds.of(0, 1, DIMENSION).upper();
      rows.write(ROWS - 1, row);
      assertThat(rows.row(ROWS - 1)).isEqualTo(row);
      assertThat(rows.row(ROWS - 2)).containsOnly(0.0);
      assertThat(rows.row(0)).containsOnly(0.0);
    }
  }

  private static List<Isa> engines() {
    return Arrays.stream(Isa.values()).filter(Isa::runsHere).toList();
  }

  private static Matrix large(int columns) {
    return large(() -> Matrix.tiles(ROWS, columns));
  }

  private static Matrix large(Supplier<Matrix> matrix) {
    Assumptions.assumeTrue(NativeLibrary.isPresent(), "without the native module all of a block is written at first");
    try {
      return matrix.get();
    } catch (OutOfMemoryError e) {
      return Assumptions.abort("this machine promises no block of that size: " + e.getMessage());
    }
  }
}
