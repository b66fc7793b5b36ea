package evox.benchmark.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long bytes take from process to process over each of our transports, beside plain C over Open MPI on the same
 * way: memory, TCP within the machine, and MPI itself.
 *
 * <p>All pairs of processes live at once and take turns, batch by batch, so that whatever else the machine does hits
 * ours and theirs alike; each process is bound to a core of its own, as mpirun does by itself. Time is the lower quartile
 * of the batches, from each of which the last bytes are compared.
 */
public final class TransportComparison {

  /** 8 bytes cost a message, 1 MiB costs the copies; the rest lies where programs live. */
  private static final long[] SIZES = {8, 1 << 10, 1 << 13, 1 << 16, 1 << 20};

  private static final List<String> OPERATIONS = List.of("ping-pong", "all-gather");

  private static final int ROUNDS = 31;

  /** Long enough to tell from the clock's own cost, short enough to fall between other work. */
  private static final double BATCH_NANOS = 3e6;

  /** Until the JIT compiler has seen every path. */
  private static final long WARM_TIMES = 60_000;

  /** Ours and theirs over the same way, and the most that the ratio may be. */
  private record Match(String transport, Pair ours, Pair theirs, Goal goal) {}

  private interface Goal {

    /** NaN where there is none. */
    double of(String operation, long bytes);
  }

  /**
   * One operation of one size over one transport.
   *
   * @param theirs microseconds in C over Open MPI, of each batch, in order
   * @param ours the same for this toolkit
   * @param goal the most that the ratio may be, or NaN
   * @param wrong bytes, of both
   */
  public record Row(String operation, long bytes, String transport, double[] theirs, double[] ours, double goal,
      long wrong) {

    /** Microseconds of one way, or of one all-gather, in C over Open MPI. */
    public double theirMicros() {
      return theirs[theirs.length / 4];
    }

    /** The same for this toolkit. */
    public double ourMicros() {
      return ours[ours.length / 4];
    }

    private String line() {
      double ratio = ourMicros() / theirMicros();
      String verdict = Double.isNaN(goal) ? "" : String.format(Locale.ROOT, "%s, %.2f", ratio <= goal ? "met" : "missed", goal);
      return String.format(Locale.ROOT, "| %s | %d | %s | %.2f, %.2f, %.2f | %.2f, %.2f, %.2f | %.2f | %s | %d |", operation,
          bytes, transport, theirs[0], theirMicros(), theirs[theirs.length / 2], ours[0], ourMicros(),
          ours[ours.length / 2], ratio, verdict, wrong);
    }
  }

  private TransportComparison() {}

  /** Argument: the program that benchmarks/transport/openmpi.c was compiled to. */
  public static void main(String[] arguments) throws IOException {
    print(run(arguments[0]));
  }

  /** Prints rows as a table in Markdown. */
  public static void print(List<Row> rows) {
    System.out.println("Microseconds: the least, lower quartile, median. The ratio is that of the lower quartiles.");
    System.out.println();
    System.out.println("| operation | bytes | transport | C over Open MPI | this toolkit | ratio | goal | #wrong |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Row row : rows) System.out.println(row.line());
  }

  /** Measures every operation, size and transport. */
  public static List<Row> run(String program) throws IOException {
    List<String> theirs = List.of(program);
    try (Pair memory = Pair.byOpenMpi("vader,self", theirs);
        Pair network = Pair.byOpenMpi("tcp,self", theirs);
        Pair shared = Pair.byEnvironment(ours("shared"));
        Pair sockets = Pair.byEnvironment(ours("sockets"));
        Pair mpi = Pair.byOpenMpi("vader,self", ours("mpi"));
        Pair networkMpi = Pair.byOpenMpi("tcp,self", ours("mpi"))) {
      Goal throughMpi = (operation, bytes) -> bytes >= 1 << 16 ? 1.1 : Double.NaN;
      List<Match> matches = List.of(
          new Match("shared", shared, memory, (operation, bytes) -> bytes >= 1 << 10 ? 1 : Double.NaN),
          new Match("sockets", sockets, network, (operation, bytes) ->
              operation.equals("all-gather") ? Double.NaN : bytes <= 1 << 16 ? 1 : 1.25),
          new Match("mpi, over memory", mpi, memory, throughMpi),
          new Match("mpi, over TCP", networkMpi, network, throughMpi));
      List<Row> rows = new ArrayList<>();
      for (Match match : matches) {
        for (String operation : OPERATIONS) {
          for (long bytes : List.of(64L, 4096L)) match.ours().run(operation, bytes, WARM_TIMES, 0);
        }
      }
      for (String operation : OPERATIONS) {
        for (long bytes : SIZES) rows.addAll(compare(operation, bytes, matches));
      }
      return rows;
    }
  }

  /** Few new objects fit, so that all of their memory has been used once when it begins to count: a first touch is slow. */
  private static List<String> ours(String transport) {
    return List.of("env", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmn8m", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), OurRank.class.getName(),
        "--transport", transport);
  }

  private static List<Row> compare(String operation, long bytes, List<Match> matches) throws IOException {
    Map<Pair, Long> times = new LinkedHashMap<>();
    for (Match match : matches) {
      for (Pair pair : List.of(match.theirs(), match.ours())) {
        double once = pair.run(operation, bytes, 20, 1).nanos() / 20.0;
        times.put(pair, Math.max(2, (long) (BATCH_NANOS / once)));
      }
    }
    Map<Pair, double[]> micros = new LinkedHashMap<>();
    Map<Pair, Long> wrong = new LinkedHashMap<>();
    int ways = operation.equals("ping-pong") ? 2 : 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (Pair pair : times.keySet()) {
        Pair.Answer answer = pair.run(operation, bytes, times.get(pair), round);
        micros.computeIfAbsent(pair, p -> new double[ROUNDS])[round] = answer.nanos() / 1e3 / times.get(pair) / ways;
        wrong.merge(pair, answer.wrong(), Long::sum);
      }
    }
    micros.values().forEach(Arrays::sort);
    return matches.stream().map(m -> new Row(operation, bytes, m.transport(), micros.get(m.theirs()), micros.get(m.ours()),
        m.goal().of(operation, bytes), wrong.get(m.theirs()) + wrong.get(m.ours()))).toList();
  }
}
