package evox.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from {@code java -jar} until a small problem's first generation is reported, against the goal of
 * 150 ms and against the same Java telling its version.
 *
 * <p>Time is that on the wall, from before the process is made, so a busy machine makes it longer; beside it stands the
 * processor time, all threads together, which it hardly changes.
 */
final class FirstGeneration {

  private static final int RUNS = 20;
  private static final double GOAL = 150;
  private static final double TICK = 10;  // of the system's accounts, in ms

  /** Milliseconds until the line asked for was printed, and until the end. */
  private record Times(double line, double end) {}

  private FirstGeneration() {}

  /** Arguments: the program java, and the jar. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> version = List.of(arguments[0], "-version");
    List<String> generation = List.of(arguments[0], "-jar", arguments[1], "solve", "--algorithm", "PSO",
        "--problem", "ackley", "--dimension", "10", "--population", "100", "--generations", "1", "--seed", "1");
    System.out.println("| process | ms until it is said: least, median | until the end: least, median | processor |");
    System.out.println("|---|---|---|---|");
    print("java -version", version, "openjdk");
    Times median = print("first generation", generation, "generation 1 ");
    System.out.printf(Locale.ROOT, "%nFirst generation within %.0f ms: %s.%n", GOAL,
        median.line() <= GOAL ? "met" : "missed");
  }

  /** Prints a row; returns the medians. */
  private static Times print(String name, List<String> command, String line) throws IOException, InterruptedException {
    double[] lines = new double[RUNS];
    double[] ends = new double[RUNS];
    double before = processorOfChildren();
    for (int run = 0; run < RUNS; run++) {
      Times times = timed(command, line);
      lines[run] = times.line();
      ends[run] = times.end();
    }
    double processor = (processorOfChildren() - before) / RUNS;
    Arrays.sort(lines);
    Arrays.sort(ends);
    System.out.printf(Locale.ROOT, "| %s | %.0f, %.0f | %.0f, %.0f | %.0f |%n", name, lines[0], lines[RUNS / 2], ends[0],
        ends[RUNS / 2], processor);
    return new Times(lines[RUNS / 2], ends[RUNS / 2]);
  }

  private static Times timed(List<String> command, String line) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    double said = Double.NaN;
    try (BufferedReader output = process.inputReader()) {
      for (String next = output.readLine(); next != null; next = output.readLine()) {
        if (Double.isNaN(said) && next.startsWith(line)) said = (System.nanoTime() - begun) * 1e-6;
      }
    }
    int status = process.waitFor();
    double end = (System.nanoTime() - begun) * 1e-6;
    if (status != 0 || Double.isNaN(said)) {
      throw new IllegalStateException("the process must end well and say a line that begins with '" + line
          + "', got status=" + status + " from " + String.join(" ", command));
    }
    return new Times(said, end);
  }

  /** Milliseconds of all children that have ended, theirs included, as the system accounts them. */
  private static double processorOfChildren() throws IOException {
    String[] fields = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "").split(" ");
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK;
  }
}
