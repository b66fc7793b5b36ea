package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Partition;
import evox.array.Ring;
import evox.core.Bounds;
import evox.foreign.Isa;
import evox.kernel.genetic.DistributionIndex;
import evox.kernel.genetic.PolynomialMutation;
import evox.kernel.genetic.SimulatedBinaryCrossover;
import evox.kernel.genetic.Variation;
import evox.kernel.linear.Multiply;
import evox.kernel.linear.RankUpdate;
import evox.kernel.linear.SymmetricEigen;
import evox.problem.BuiltIn;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernels in a program without Java, whose thread is in a floating-point mode that they must not work in. */
class KernelProgramTest {

  private static final int POPULATION = 130;

  /** Beyond 2^32 the high bits of the individual matter. */
  private static final RandomKey KEY = RandomKey.of(-7).at(0xFFFF_FFFFL, (3L << 32) + 64);

  /** Operations of the CUDA engine. */
  private static final Set<String> CUDA = Set.of("elementary", "evaluate", "evaluate-rows", "pso", "pso-move",
      "pso-remember", "openes", "sample", "sample-mirrored", "uniform", "uniform-rows", "noise-sum",
      "noise-sum-squares", "de-trial", "de-select");

  @TempDir
  private Path folder;

  @Test
  void theModeOfTheThreadChangesNoBit() throws IOException, InterruptedException {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    assertThatItGivesTheBitsOfTheDefinition(build("build", "run-kernel"));
  }

  @Test
  void theEngineForAarch64GivesTheBitsOfTheDefinition() throws IOException, InterruptedException {
    NativeBuild.assumeTools("apt-get install cmake g++-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user",
        "cmake", "aarch64-linux-gnu-g++", "qemu-aarch64");
    assertThatItGivesTheBitsOfTheDefinition("qemu-aarch64",
        build("aarch64", "run-kernel", "-DCMAKE_TOOLCHAIN_FILE=native/aarch64.cmake"));
  }

  /** What nvcc compiles for a GPU, compiled by g++: each thread of a grid in its turn. */
  @Test
  void theEngineForCudaGivesTheBitsOfTheDefinitionOnTheHost() throws IOException, InterruptedException {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    KernelCalls calls = new KernelCalls();
    kernels().filter(kernel -> CUDA.contains(operation(kernel))).forEach(calls::add);
    calls.assertThatDefinitionsGiveTheBitsOf(new String[] {build("build", "run-kernel-cuda")}, folder);
  }

  private static String operation(Kernel kernel) {
    return kernel.name().split("/")[0];
  }

  private void assertThatItGivesTheBitsOfTheDefinition(String... program) throws IOException, InterruptedException {
    KernelCalls calls = new KernelCalls();
    kernels().forEach(calls::add);
    calls.assertThatDefinitionsGiveTheBitsOf(program, folder);
  }

  private static Stream<Kernel> kernels() {
    Stream.Builder<Kernel> kernels = Stream.builder();
    for (ElementaryKernel.Function function : ElementaryKernel.Function.values()) {
      kernels.add(ElementaryKernel.awkward(function));
    }
    for (String name : EvaluateTest.names().toList()) {
      for (BuiltIn problem : EvaluateTest.problems(name, 1, 8, 9)) {
        for (Layout layout : Layout.values()) kernels.add(evaluation(problem, layout));
      }
      for (BuiltIn problem : EvaluateTest.problems(name, 9, 10)) {
        if (problem.objectives() == 1) fused(problem).forEach(kernels::add);
      }
    }
    kernels.add(new Multiply(random(Matrix.tiles(37, 19)), random(Matrix.rows(19, 29)), Matrix.rows(37, 29)));
    kernels.add(new RankUpdate(Matrix.rows(29, 29), 0.75, random(Matrix.rows(11, 29)), 7));
    kernels.add(new SymmetricEigen(symmetric(29), Matrix.rows(29, 29), Doubles.zeros(29)));
    for (int d : new int[] {1, 7, 33}) operators(d).forEach(kernels::add);
    return kernels.build();
  }

  private static Evaluate evaluation(BuiltIn problem, Layout layout) {
    return new Evaluate(problem, EvaluateTest.candidates(problem, POPULATION, layout),
        Matrix.tiles(POPULATION, problem.objectives()));
  }

  /** A generation in one pass, of each algorithm that has such. */
  private static Stream<Kernel> fused(BuiltIn problem) {
    Bounds bounds = problem.bounds();
    Box box = Box.of(problem.dimension(), bounds::lower, bounds::upper);
    return Stream.of(new SwarmStep(swarm(box), problem, Matrix.tiles(POPULATION, 1)),
        new DifferentialStep(differential(box, 1), problem, Matrix.tiles(POPULATION, 1)),
        new MirroredEvaluate(mirrored(box), problem, Matrix.tiles(POPULATION, 1)));
  }

  private static List<Kernel> operators(int d) {
    Box box = Box.of(d, j -> -1.0 - j, j -> 0.5 + j);
    Matrix values = awkward(Matrix.tiles(POPULATION, 1));
    Matrix weights = random(Matrix.tiles(POPULATION, 1));
    return List.of(new SwarmMove(swarm(box)), new SwarmRemember(swarm(box), values),
        new DifferentialTrial(differential(box, 0)), new DifferentialSelect(differential(box, 0), values),
        new Uniform(KEY, box, Matrix.tiles(POPULATION, d)), new Uniform(KEY, box, Matrix.rows(POPULATION, d)),
        new Sample(KEY, vector(d), vector(d), box, Matrix.tiles(POPULATION, d)),
        new MirroredSample(mirrored(box), Matrix.tiles(POPULATION, d)),
        new NoiseSum(KEY, weights, 1, NoiseSum.sums(POPULATION, 10.0, 1, d)),
        new NoiseSum(KEY, weights, 2, NoiseSum.sums(POPULATION, 10.0, 2, d)),
        new Variation(KEY, awkward(Matrix.rows(POPULATION, d)), box,
            new SimulatedBinaryCrossover(0.9, new DistributionIndex(15)),
            new PolynomialMutation(0.9, new DistributionIndex(20))));
  }

  private static Swarm swarm(Box box) {
    int d = box.lower().length();
    return new Swarm(KEY, awkward(Matrix.tiles(POPULATION, d)), random(Matrix.tiles(POPULATION, d)),
        random(Matrix.tiles(POPULATION, d)), random(Matrix.tiles(POPULATION, 1)), vector(d), box, vector(d),
        0.7, 1.5, 1.4);
  }

  private static Differential differential(Box box, long fromBest) {
    int d = box.lower().length();
    Ring ring = new Ring(Partition.of(World.alone(), POPULATION), 9);
    return new Differential(KEY, ring, awkward(Matrix.rows(POPULATION, d)), Matrix.rows(0, d),
        random(Matrix.rows(POPULATION, d)), random(Matrix.tiles(POPULATION, 1)), vector(d), fromBest, box, 0.5, 0.9);
  }

  private static Mirrored mirrored(Box box) {
    int d = box.lower().length();
    return new Mirrored(KEY, POPULATION, vector(d), vector(d), box);
  }

  private static Doubles vector(int d) {
    double[] values = new double[d];
    Arrays.setAll(values, j -> 0.3 + 0.1 * j);
    return Doubles.of(values);
  }

  private static Matrix awkward(Matrix matrix) {
    AwkwardNumbers.fill(matrix, -1, 1, matrix.columns());
    return matrix;
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

  private static String build(String name, String program, String... options) throws IOException, InterruptedException {
    return NativeBuild.build(name, program, options).resolve(program).toString();
  }
}
