package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.algorithm.CMAES;
import evox.algorithm.DE;
import evox.algorithm.OpenES;
import evox.algorithm.PSO;
import evox.array.Matrix;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Generation;
import evox.core.Monitor;
import evox.kernel.Doubles;
import evox.monitor.EvalMonitor.Keep;
import evox.problem.Sphere;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryDigestTest {

  enum Phase { EARLY, LATE }

  record State(long steps, int size, double sigma, boolean active, Phase phase, double[] mean, long[] limbs,
      int[] order, Doubles path, Matrix covariance, List<Best> elite, RandomKey key, Object nothing) {}

  record Matrices(Matrix matrix) {}

  record Wrong(String name) {}

  private static Generation generation(Matrix fitness, Record state) {
    return new Generation(1, fitness.rows(), null, fitness, Best.NONE, state, 0);
  }

  private static String digest(Matrix fitness, Record state) {
    HistoryDigest digest = new HistoryDigest();
    digest.generation(generation(fitness, state));
    return digest.hex();
  }

  /** SHA-256 of the numbers, longs and doubles, 8 bytes each. */
  private static String sha256(Number... numbers) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (Number n : numbers) bytes.putLong(n instanceof Double d ? Double.doubleToRawLongBits(d) : n.longValue());
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  /** The 32 bytes of a SHA-256 as four numbers. */
  private static Long[] longs(String hex) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    return new Long[] {bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()};
  }

  @Test
  void fromManyRowsOnTheHashesAreThoseOfTiles() throws Exception {
    Matrix many = Matrix.tiles((1 << 15) + 1, 1);
    Number[] hashes = new Number[1 + 1 + 4 * 1025];
    hashes[0] = many.rows();
    hashes[1] = 1L;
    Number[] zeros = new Number[32];
    Arrays.fill(zeros, 0.0);
    for (int tile = 0; tile < 1025; tile++) {
      System.arraycopy(longs(tile < 1024 ? sha256(zeros) : sha256(0.0)), 0, hashes, 2 + 4 * tile, 4);
    }
    assertThat(digest(Matrix.tiles(0, 1), new Matrices(many))).isEqualTo(sha256(hashes));
  }

  @Test
  void theBytesAreThoseThatTheDocumentationNames() throws Exception {
    Matrix fitness = Matrix.of(new double[][] {{1, 2}, {3, -0.0}});
    State state = new State(5, -6, 0.5, true, Phase.LATE, new double[] {1, 2}, new long[] {3}, new int[] {4, 5},
        Doubles.of(6, 7), Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}),
        List.of(new Best(8, new double[] {9})), new RandomKey(1, 2, 3), null);
    Long[] row1 = longs(sha256(1.0, 2.0, 3.0));
    Long[] row2 = longs(sha256(4.0, 5.0, 6.0));
    assertThat(digest(fitness, state)).isEqualTo(sha256(1.0, 2.0, 3.0, -0.0,
        5L, -6L, 0.5, 1L, 1L, 2L, 1.0, 2.0, 1L, 3L, 2L, 4L, 5L,
        2L, 6.0, 7.0, 2L, 3L, row1[0], row1[1], row1[2], row1[3], row2[0], row2[1], row2[2], row2[3],
        1L, 8.0, 1L, 9.0, 1L, 2L, 3L, -1L));
  }

  @Test
  void everyNaNIsTheSame() throws Exception {
    Matrix fitness = Matrix.tiles(1, 1);
    fitness.set(0, 0, Double.longBitsToDouble(0xfff8_0000_0000_0001L));
    assertThat(digest(fitness, null)).isEqualTo(sha256(Double.NaN, -1L));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "33,1", "33,3", "5000,1", "5000,2", "2,5000"})
  void theLayoutAndThePaddingDoNotCount(int rows, int columns) {
    Matrix tiles = Matrix.tiles(rows, columns);
    Matrix inRows = Matrix.rows(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) tiles.set(i, j, RandomKey.of(i).uniform(j));
    }
    tiles.copyTo(inRows);
    assertThat(digest(tiles, null)).isEqualTo(digest(inRows, null));
    inRows.set(rows - 1, columns - 1, 2);
    assertThat(digest(tiles, null)).isNotEqualTo(digest(inRows, null));
  }

  static Stream<Algorithm<?>> algorithms() {
    return Stream.of(new PSO(33), new DE(33), new OpenES(34), new CMAES());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theFusedRunAndTheSeparateStepsHaveOneDigest(Algorithm<?> algorithm) {
    assertThat(digest(algorithm, 1)).isEqualTo(digest(algorithm, 1, new EvalMonitor(Keep.CANDIDATES)))
        .isNotEqualTo(digest(algorithm, 2));
  }

  private static <S extends Record> String digest(Algorithm<S> algorithm, long seed, Monitor... others) {
    HistoryDigest digest = new HistoryDigest();
    Monitor[] monitors = Stream.concat(Stream.of(digest), Stream.of(others)).toArray(Monitor[]::new);
    new StdWorkflow<>(algorithm, new Sphere(3), monitors).run(RandomKey.of(seed), Stop.generations(4));
    return digest.hex();
  }

  @Test
  void askingDoesNotDisturbTheHistory() {
    Matrix fitness = Matrix.of(new double[][] {{1}, {2}});
    HistoryDigest asked = new HistoryDigest();
    HistoryDigest silent = new HistoryDigest();
    for (HistoryDigest digest : Arrays.asList(asked, silent)) {
      digest.generation(generation(fitness, new Best(1, new double[] {1})));
      if (digest == asked) assertThat(digest.hex()).isEqualTo(digest.hex());
      digest.generation(generation(fitness, new Best(2, new double[] {1})));
    }
    assertThat(asked.hex()).isEqualTo(silent.hex());
  }

  @Test
  void aStateOfAnythingElseIsRefused() {
    assertThatThrownBy(() -> digest(Matrix.tiles(1, 1), new Wrong("x"))).hasMessage("a state must consist of numbers, "
        + "arrays, matrices, lists and records, got type=java.lang.String");
  }
}
