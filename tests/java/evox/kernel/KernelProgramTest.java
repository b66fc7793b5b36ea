package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Isa;
import evox.kernel.linear.Multiply;
import evox.kernel.linear.RankUpdate;
import evox.kernel.linear.SymmetricEigen;
import evox.problem.BuiltIn;
import evox.random.RandomKey;
import evox.world.Device;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernels in a program without Java, whose thread is in a floating-point mode that they must not work in. */
class KernelProgramTest {

  private static final int POPULATION = 130;

  @TempDir
  private Path folder;

  @Test
  void theModeOfTheThreadChangesNoBit() throws IOException, InterruptedException {
    assumeTools("apt-get install cmake g++", "cmake", "g++");
    assertThatItGivesTheBitsOfTheDefinition(build("build"));
  }

  @Test
  void theEngineForAarch64GivesTheBitsOfTheDefinition() throws IOException, InterruptedException {
    assumeTools("apt-get install cmake g++-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user",
        "cmake", "aarch64-linux-gnu-g++", "qemu-aarch64");
    assertThatItGivesTheBitsOfTheDefinition("qemu-aarch64",
        build("aarch64", "-DCMAKE_TOOLCHAIN_FILE=native/aarch64.cmake"));
  }

  private void assertThatItGivesTheBitsOfTheDefinition(String... program) throws IOException, InterruptedException {
    List<Evaluate> evaluations = EvaluateTest.names()
        .flatMap(name -> EvaluateTest.problems(name, 1, 8, 9).stream())
        .flatMap(problem -> Arrays.stream(Layout.values()).map(layout -> evaluation(problem, layout))).toList();
    KernelCalls calls = new KernelCalls();
    evaluations.forEach(calls::evaluate);
    List<ElementaryKernel> elementary =
        Arrays.stream(ElementaryKernel.Function.values()).map(ElementaryKernel::awkward).toList();
    elementary.forEach(calls::apply);
    Multiply product = new Multiply(random(Matrix.tiles(37, 19)), random(Matrix.rows(19, 29)), Matrix.rows(37, 29));
    RankUpdate update = new RankUpdate(Matrix.rows(29, 29), 0.75, random(Matrix.rows(11, 29)), 7);
    SymmetricEigen eigen = new SymmetricEigen(symmetric(29), Matrix.rows(29, 29), Doubles.zeros(29));
    calls.multiply(product).rankUpdate(update).eigen(eigen);
    ByteBuffer buffers = calls.run(folder, program);

    for (Evaluate evaluation : evaluations) {
      skip(buffers, evaluation.objective().constants().segment().byteSize());
      skip(buffers, evaluation.candidates().segment().byteSize());
      evaluation.launch(Device.cpu(1, Isa.JAVA));
      assertThat(read(buffers, evaluation.fitness())).as("%s, d=%d", evaluation.name(),
          evaluation.objective().dimension()).isEqualTo(Engines.bits(evaluation.fitness()));
    }
    for (ElementaryKernel kernel : elementary) {
      skip(buffers, kernel.x().segment().byteSize() + kernel.y().segment().byteSize());
      kernel.launch(Device.cpu(1, Isa.JAVA));
      assertThat(read(buffers, kernel.result())).as(kernel.name()).isEqualTo(Engines.bits(kernel.result()));
    }
    for (Kernel kernel : List.of(product, update, eigen)) kernel.launch(Device.cpu(1, Isa.JAVA));
    skip(buffers, product.left().segment().byteSize() + product.right().segment().byteSize());
    assertThat(read(buffers, product.product())).isEqualTo(Engines.bits(product.product()));
    assertThat(read(buffers, update.covariance())).isEqualTo(Engines.bits(update.covariance()));
    skip(buffers, update.steps().segment().byteSize() + eigen.matrix().segment().byteSize());
    assertThat(read(buffers, eigen.vectors())).isEqualTo(Engines.bits(eigen.vectors()));
    for (double value : eigen.values().toArray()) assertThat(buffers.getDouble()).isEqualTo(value);
    skip(buffers, eigen.values().segment().byteSize() - 29L * Double.BYTES);
    assertThat(buffers.hasRemaining()).isFalse();
  }

  private static Evaluate evaluation(BuiltIn problem, Layout layout) {
    return new Evaluate(problem, EvaluateTest.candidates(problem, POPULATION, layout),
        Matrix.tiles(POPULATION, problem.objectives()));
  }

  private static Matrix random(Matrix matrix) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) matrix.set(i, j, RandomKey.of(i).normal(j));
    }
    return matrix;
  }

  private static Matrix symmetric(int n) {
    Matrix symmetric = Matrix.rows(n, n);
    new RankUpdate(symmetric, 1.0, random(Matrix.rows(2 * n, n)), 2L * n).launch(Device.cpu(1, Isa.JAVA));
    return symmetric;
  }

  private static void skip(ByteBuffer buffers, long bytes) {
    buffers.position(buffers.position() + Math.toIntExact(bytes));
  }

  /** The bits of the next matrix, one like the given. */
  private static long[] read(ByteBuffer buffers, Matrix like) {
    try (Matrix matrix = like.layout() == Layout.TILES ? Matrix.tiles(like.rows(), like.columns())
        : Matrix.rows(like.rows(), like.columns())) {
      int bytes = Math.toIntExact(matrix.segment().byteSize());
      matrix.segment().asByteBuffer().put(buffers.slice(buffers.position(), bytes));
      skip(buffers, bytes);
      return Engines.bits(matrix);
    }
  }

  private static void assumeTools(String remedy, String... tools) {
    for (String tool : tools) {
      boolean here = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
          .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
      assumeTrue(here, "no " + tool + " here; " + remedy);
    }
  }

  /** Builds the program in a folder of its own; returns its path. */
  private String build(String name, String... options) throws IOException, InterruptedException {
    String build = Path.of("target", "native", name).toString();
    command(Stream.concat(Stream.of("cmake", "-S", ".", "-B", build), Stream.of(options)).toArray(String[]::new));
    command("cmake", "--build", build, "--target", "run-kernel", "-j2");
    return Path.of(build, "run-kernel").toString();
  }

  private void command(String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertThat(exit).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
