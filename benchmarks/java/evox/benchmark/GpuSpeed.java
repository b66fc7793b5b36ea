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
 * Kernels on a GPU beside what its memory can do: the bandwidth of a copy within it, measured in the same run.
 *
 * <p>4 194 304 particles of 32 coordinates are 1 GiB a matrix, far beyond any cache; a generation of a swarm reads three
 * matrices and writes two, 40 bytes a coordinate, and evaluation reads 8. An argument divides the number of individuals.
 */
final class GpuSpeed {

  private static final int ROUNDS = 7;
  private static final int LAUNCHES = 10;
  private static final int DIMENSION = 32;

  private final Device device = Device.cpu().withGpus(List.of(0));
  private final Gpu gpu = device.gpu();
  private final long individuals;

  private GpuSpeed(long individuals) {
    this.individuals = individuals;
  }

  public static void main(String[] arguments) {
    new GpuSpeed((1L << 22) / (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1)).run();
  }

  private void run() {
    System.out.println("GPU: " + gpu.name() + ", " + individuals + " individuals of " + DIMENSION + " coordinates\n");
    System.out.println("| work | ns a coordinate | GB/s | of a copy | #wrong |");
    System.out.println("|---|---|---|---|---|");
    long bytes = individuals * DIMENSION * Double.BYTES;
    long from = gpu.allocate(bytes);
    long to = gpu.allocate(bytes);
    gpu.zero(from, bytes);
    double copied = 2.0 * bytes / seconds(() -> gpu.copy(from, to, bytes), gpu::synchronize);
    print("copy", 2.0 * bytes / copied, 16, copied, 0);
    gpu.free(from);
    gpu.free(to);
    for (String name : List.of("ackley", "rastrigin", "rosenbrock")) {
      BuiltIn problem = Problems.of(name, DIMENSION, 0, 0);
      measure("evaluate " + name, evaluation(problem), 8, copied);
      measure("PSO on " + name, generation(problem), 40, copied);
    }
  }

  private Kernel evaluation(BuiltIn problem) {
    return new Evaluate(problem, drawn(problem), Matrix.tiles(individuals, 1));
  }

  private Kernel generation(BuiltIn problem) {
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

  private void measure(String what, Kernel kernel, int bytesEach, double copied) {
    double seconds = seconds(() -> kernel.launch(device), gpu::synchronize);
    print(what, seconds, bytesEach, copied, wrong(kernel));
  }

  /** Of an evaluation; what a swarm has become after so many launches is compared by digests of whole runs. */
  private static long wrong(Kernel kernel) {
    if (!(kernel instanceof Evaluate evaluate)) return 0;
    Matrix expected = Matrix.tiles(evaluate.fitness().rows(), 1);
    new Evaluate(evaluate.objective(), evaluate.candidates(), expected).launch(Device.cpu());
    return Bits.different(evaluate.fitness(), expected);
  }

  private void print(String what, double seconds, int bytesEach, double copied, long wrong) {
    double coordinates = (double) individuals * DIMENSION;
    double rate = coordinates * bytesEach / seconds;
    System.out.printf(Locale.ROOT, "| %s | %.4f | %.0f | %.0f %% | %d |%n", what, seconds / coordinates * 1e9, rate * 1e-9,
        100 * rate / copied, wrong);
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
