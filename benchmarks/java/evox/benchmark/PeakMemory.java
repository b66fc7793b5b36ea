package evox.benchmark;

import evox.algorithm.OpenES;
import evox.algorithm.PSO;
import evox.core.Algorithm;
import evox.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Peak memory of a run against the bytes of the algorithm's state, each run in a process of its own.
 *
 * <p>The peak is the kernel's high-water mark of resident memory. What a Java process takes for itself is measured in
 * the same way with a population of 64 and 8 coordinates, and taken off. The states of interest are those of a swarm
 * that fills much of a machine, and of an evolution strategy whose population must not be held at all: its memory is
 * compared at two populations. The Java heap's garbage counts, as it does for the machine.
 */
final class PeakMemory {

  private static final int GENERATIONS = 3;
  private static final double GOAL = 1.15;
  private static final double MEGABYTE = 1e6;

  private record Run(String algorithm, int population, int dimension) {

    Algorithm<?> settings() {
      return algorithm.equals("PSO") ? new PSO(population) : new OpenES(population);
    }
  }

  /** What a process says of itself: bytes of the state, and of the most memory that it had. */
  private record Peak(long state, long resident) {}

  private PeakMemory() {}

  /** Without arguments, all; with algorithm, population and dimension, the child process for that one. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 3) {
      run(new Run(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
      return;
    }
    System.out.println("| run | state, MB | candidates, MB | taken at the peak, MB | of the state | goal |");
    System.out.println("|---|---|---|---|---|---|");
    against(new Run("PSO", 65_536, 512));
    against(new Run("OpenES", 64, 4_000_000));
    Run fewer = new Run("OpenES", 1024, 20_000);
    Run more = new Run("OpenES", 16_384, 20_000);
    System.out.printf(Locale.ROOT, "%nWith 16 times the candidates, %s to %s, OpenES takes %.1f MB in place of %.1f MB.%n",
        name(fewer), name(more), taken(more) / MEGABYTE, taken(fewer) / MEGABYTE);
  }

  private static void against(Run run) throws IOException, InterruptedException {
    long state = measured(run).state();
    double taken = taken(run);
    System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.3f | %s |%n", name(run), state / MEGABYTE,
        (double) run.population() * run.dimension() * Double.BYTES / MEGABYTE, taken / MEGABYTE, taken / state,
        taken <= GOAL * state ? "met" : "missed");
  }

  /** Bytes at the peak of a run beyond those that a process takes for itself. */
  private static double taken(Run run) throws IOException, InterruptedException {
    return measured(run).resident() - measured(new Run(run.algorithm(), 64, 8)).resident();
  }

  private static String name(Run run) {
    return run.algorithm() + " " + run.population() + " x " + run.dimension();
  }

  private static Peak measured(Run run) throws IOException, InterruptedException {
    List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), PeakMemory.class.getName(),
        run.algorithm(), Integer.toString(run.population()), Integer.toString(run.dimension()));
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
    if (child.waitFor() != 0) throw new IllegalStateException("the child must end well, got status=" + child.exitValue());
    return new Peak(Long.parseLong(said[0]), Long.parseLong(said[1]));
  }

  private static void run(Run run) throws IOException {
    Generations<?> generations =
        new Generations<>(run.settings(), Problems.of("sphere", run.dimension(), 0, 0), cores());
    for (int g = 0; g < GENERATIONS; g++) generations.step();
    System.out.println(Bits.bytes(generations.state()) + " " + highWaterMark());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static long highWaterMark() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }
    throw new IOException("the system must say how much memory a process has had, got no VmHWM in /proc/self/status");
  }
}
