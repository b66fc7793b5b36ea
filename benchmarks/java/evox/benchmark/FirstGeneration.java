package evox.benchmark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from {@code java -jar} to the end of the first generation of a small problem, against the goal of
 * 150 ms, and against the same Java saying no more than its version.
 *
 * <p>A run of one generation is timed from before its process is made until it has ended, which is longer than asked
 * for; and until the first byte that it prints.
 */
final class FirstGeneration {

  private static final int RUNS = 20;
  private static final double GOAL = 150;

  private record Times(double first, double end) {}

  private FirstGeneration() {}

  /** Arguments: the program java, and the jar. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> version = List.of(arguments[0], "-version");
    List<String> generation = List.of(arguments[0], "-jar", arguments[1], "solve", "--algorithm", "PSO",
        "--problem", "sphere", "--dimension", "10", "--population", "100", "--generations", "1", "--seed", "1");
    System.out.println("| process | to the first output, ms: least, median | to its end: least, median |");
    System.out.println("|---|---|---|");
    print("java -version", version);
    Times best = print("one generation", generation);
    System.out.printf(Locale.ROOT, "%nFirst generation within %.0f ms: %s.%n", GOAL, best.end() <= GOAL ? "met" : "missed");
  }

  /** Prints a row; returns the medians. */
  private static Times print(String name, List<String> command) throws IOException, InterruptedException {
    double[] first = new double[RUNS];
    double[] end = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Times times = timed(command);
      first[run] = times.first();
      end[run] = times.end();
    }
    Arrays.sort(first);
    Arrays.sort(end);
    System.out.printf(Locale.ROOT, "| %s | %.0f, %.0f | %.0f, %.0f |%n", name, first[0], first[RUNS / 2], end[0],
        end[RUNS / 2]);
    return new Times(first[RUNS / 2], end[RUNS / 2]);
  }

  private static Times timed(List<String> command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    int output = process.getInputStream().read();
    double first = (System.nanoTime() - begun) * 1e-6;
    process.getInputStream().readAllBytes();
    int status = process.waitFor();
    double end = (System.nanoTime() - begun) * 1e-6;
    if (status != 0 || output < 0) {
      throw new IllegalStateException("the process must end well and say something, got status=" + status + " from "
          + String.join(" ", command));
    }
    return new Times(first, end);
  }
}
