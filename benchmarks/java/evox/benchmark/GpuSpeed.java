package evox.benchmark;

import evox.array.Matrix;
import evox.foreign.Gpu;
import evox.kernel.Box;
import evox.kernel.Doubles;
import evox.kernel.Evaluate;
import evox.kernel.Kernel;
import evox.kernel.Swarm;
import evox.kernel.SwarmStep;
import evox.kernel.Uniform;
import evox.problem.BuiltIn;
import evox.problem.Problems;
import evox.random.RandomKey;
import evox.world.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Kernels on a GPU beside what it can do: the bandwidth of a copy within its memory, and the rate at which its FP64 units
 * multiply and add, both measured in the same run.
 *
 * <p>4 194 304 particles of 32 coordinates are 1 GiB a matrix, far beyond any cache; a generation of a swarm reads three
 * matrices and writes two, 40 bytes a coordinate, and evaluation reads 8. An argument divides the number of individuals. Wrong
 * bits and a goal that is missed show in what the process ends with.
 */
final class GpuSpeed {

  private static final int ROUNDS = 7;
  private static final int LAUNCHES = 10;
  private static final int DIMENSION = 32;

  /** FP64 instructions a coordinate of Rastrigin's function: 8 fused, a product, 6 sums, a rounding. */
  private static final int OF_RASTRIGIN = 16;

  /** Multiplications and additions, fused, of each chain in a launch: so many that to begin it is little. */
  private static final long CHAIN = 1024;

  /** Individuals for each value with chains: several times as many as a GPU has threads. */
  private static final int INDIVIDUALS_A_VALUE = 4;

  private static final double GOAL_OF_EVALUATION = 0.5;
  private static final double GOAL_OF_A_SWARM = 0.6;

  /** What the goals are for; the others are shown beside it. */
  private static final String JUDGED = "rastrigin";

  private final GpuGoals goals = new GpuGoals();
  private final Device device = Device.cpu().withGpus(List.of(0));
  private final Gpu gpu = device.gpu();
  private final long individuals;

  private GpuSpeed(long individuals) {
    this.individuals = individuals;
  }

  public static void main(String[] arguments) {
    GpuSpeed speed = new GpuSpeed((1L << 22) / (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1));
    speed.run();
    System.exit(speed.goals.exitCode());
  }

  private void run() {
    System.out.println("GPU: " + gpu.name() + ", " + individuals + " individuals of " + DIMENSION + " coordinates\n");
    System.out.println("| work | ns a coordinate | GB/s | of a copy | of the FP64 units | #wrong |");
    System.out.println("|---|---|---|---|---|---|");
    double copied = copied();
    double multiplied = multiplied();
    for (String name : List.of("ackley", "rosenbrock", JUDGED)) {
      BuiltIn problem = Problems.of(name, DIMENSION, 0, 0);
      double operations = name.equals(JUDGED) ? OF_RASTRIGIN / multiplied : 0;
      double each = print("evaluate " + name, evaluation(problem), 8, copied, operations);
      double ofSwarm = print("PSO on " + name, generation(problem), 40, copied, 0);
      if (operations == 0) continue;
      double ceiling = Math.max(8 / copied, operations);
      System.out.println("\n" + goals.judge("evaluate " + name + ", of the lower of its two ceilings", ceiling / each,
          GOAL_OF_EVALUATION));
      System.out.println(goals.judge("PSO on " + name + ", of a copy", 40 / copied / ofSwarm, GOAL_OF_A_SWARM));
    }
  }

  private double coordinates() {
    return (double) individuals * DIMENSION;
  }

  /** Bytes a second, read and written. */
  private double copied() {
    long bytes = individuals * DIMENSION * Double.BYTES;
    long from = gpu.allocate(bytes);
    long to = gpu.allocate(bytes);
    gpu.zero(from, bytes);
    double copied = 2.0 * bytes / seconds(() -> gpu.copy(from, to, bytes), gpu::synchronize);
    gpu.free(from);
    gpu.free(to);
    System.out.printf(Locale.ROOT, "| copy | | %.0f | 100 %% | | 0 |%n", copied * 1e-9);
    return copied;
  }

  /** Multiplications and additions, fused, a second. */
  private double multiplied() {
    Matrix values = Matrix.tiles(Math.max(1, individuals / INDIVIDUALS_A_VALUE), 1);
    values.fill(1.0);
    FusedChains chains = new FusedChains(values, CHAIN);
    double each = (double) values.rows() * FusedChains.CHAINS * CHAIN;
    double multiplied = each / seconds(() -> chains.launch(device), gpu::synchronize);
    Matrix expected = values.copy();
    new FusedChains(expected, CHAIN).launch(Device.cpu());
    chains.launch(device);
    System.out.printf(Locale.ROOT, "| %.0f GFLOP/s, fused | | | | 100 %% | %d |%n", 2e-9 * multiplied,
        goals.wrong(Bits.different(values, expected)));
    return multiplied;
  }

  private Kernel evaluation(BuiltIn problem) {
    return new Evaluate(problem, drawn(problem), Matrix.tiles(individuals, 1));
  }

  private SwarmStep generation(BuiltIn problem) {
    Matrix fitness = Matrix.tiles(individuals, 1);
    Matrix bestFitness = Matrix.tiles(individuals, 1);
    bestFitness.fill(Double.POSITIVE_INFINITY);
    double[] limit = new double[DIMENSION];
    Arrays.fill(limit, 1.0);
    Swarm swarm = new Swarm(RandomKey.of(1), drawn(problem), Matrix.tiles(individuals, DIMENSION), drawn(problem),
        bestFitness, Doubles.zeros(DIMENSION), box(problem), Doubles.of(limit), 0.7298, 1.49618, 1.49618);
    return new SwarmStep(swarm, problem, fitness);
  }

  private static Box box(BuiltIn problem) {
    return Box.of(DIMENSION, problem.bounds()::lower, problem.bounds()::upper);
  }

  private Matrix drawn(BuiltIn problem) {
    Matrix candidates = Matrix.tiles(individuals, DIMENSION);
    new Uniform(RandomKey.of(1), box(problem), candidates).launch(device);
    return candidates;
  }

  /**
   * Measures a kernel and prints its row; returns seconds a coordinate.
   *
   * @param bytesEach that it has to move for a coordinate
   * @param leastEach seconds that the FP64 units need for a coordinate; 0 where that isn't known
   */
  private double print(String what, Kernel kernel, int bytesEach, double copied, double leastEach) {
    double seconds = seconds(() -> kernel.launch(device), gpu::synchronize);
    double rate = coordinates() * bytesEach / seconds;
    String ofUnits = leastEach == 0 ? "" : Math.round(100 * leastEach * coordinates() / seconds) + " %";
    System.out.printf(Locale.ROOT, "| %s | %.4f | %.0f | %.0f %% | %s | %d |%n", what, seconds / coordinates() * 1e9,
        rate * 1e-9, 100 * rate / copied, ofUnits, goals.wrong(wrong(kernel)));
    return seconds / coordinates();
  }

  /** Numbers whose bits are not those of the processor: of an evaluation, or of a swarm's first generation. */
  private long wrong(Kernel kernel) {
    return switch (kernel) {
      case Evaluate evaluate -> {
        Matrix expected = Matrix.tiles(evaluate.fitness().rows(), 1);
        new Evaluate(evaluate.objective(), evaluate.candidates(), expected).launch(Device.cpu());
        yield Bits.different(evaluate.fitness(), expected);
      }
      case SwarmStep step -> wrong((BuiltIn) step.objective());
      default -> throw new IllegalArgumentException("a kernel must be one whose bits are compared, got " + kernel.name());
    };
  }

  private long wrong(BuiltIn problem) {
    SwarmStep expected = generation(problem);
    SwarmStep step = generation(problem);
    expected.launch(Device.cpu());
    step.launch(device);
    return Bits.different(step.fitness(), expected.fitness()) + Bits.different(step.swarm(), expected.swarm());
  }

  /** Of one launch, the median of rounds of many. */
  private static double seconds(Runnable launch, Runnable wait) {
    double[] rounds = new double[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
      wait.run();
      long begun = System.nanoTime();
      for (int l = 0; l < LAUNCHES; l++) launch.run();
      wait.run();
      rounds[r] = (System.nanoTime() - begun) * 1e-9 / LAUNCHES;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
