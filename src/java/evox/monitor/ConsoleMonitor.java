package evox.monitor;

import evox.core.Best;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shows how far a run has come, on standard error, so that standard output holds results only: on a terminal a bar with
 * the time that remains, elsewhere a line a second at first, later one whenever the run has become a tenth longer.
 *
 * <p>Numbers are rounded by hand: the platform's formatter reads tables of languages at its first use, and its decimal
 * numbers make tables of their own, which takes as long as a small run.
 */
public final class ConsoleMonitor implements Monitor {

  private static final int BAR = 24;
  private static final double REDRAW_SECONDS = 0.1;
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final double LEAST_OF_SIX_DIGITS = 1e5;

  private final PrintStream out;
  private final boolean terminal;
  private long generations;
  private double next;

  /** A display on standard error. */
  public ConsoleMonitor() {
    this(System.err, isTerminal());
  }

  private ConsoleMonitor(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A display for a terminal, wherever it goes. */
  public static ConsoleMonitor bar(PrintStream out) {
    return new ConsoleMonitor(out, true);
  }

  /** A display in plain lines. */
  public static ConsoleMonitor lines(PrintStream out) {
    return new ConsoleMonitor(out, false);
  }

  /** Whether somebody watches standard error as it is written. */
  private static boolean isTerminal() {
    try {
      String file = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
    } catch (IOException e) {
      return System.console() != null && System.console().isTerminal();
    }
  }

  @Override
  public void start(Run run) {
    generations = run.generations();
    next = terminal ? 0 : 1;
    int dimension = run.problem().dimension();
    out.println(run.algorithm().getClass().getSimpleName() + " on " + run.problem().name() + ", dimension " + dimension
        + ", population " + run.algorithm().population(dimension) + ", seed " + run.seed());
  }

  @Override
  public void generation(Generation generation) {
    double seconds = generation.seconds();
    if (generation.number() == generations) {
      // Said now: monitors that digest what the run computed have work to do before its end.
      sayLast(generation);
      return;
    }
    if (seconds < next) return;
    next = terminal ? seconds + REDRAW_SECONDS : Math.max(seconds + 1, seconds * 1.1);
    if (terminal) {
      out.print("\r" + bar(generation) + describe(generation) + remaining(generation) + CLEAR_TO_END_OF_LINE);
      out.flush();
    } else {
      out.println(describe(generation) + remaining(generation));
    }
  }

  @Override
  public void end(Generation last) {
    if (last.number() != generations) sayLast(last);
  }

  private void sayLast(Generation last) {
    String line = describe(last) + ", " + duration(last.seconds());
    out.println(terminal ? "\r" + line + CLEAR_TO_END_OF_LINE : line);
  }

  private boolean hasEnd() {
    return generations != Long.MAX_VALUE;
  }

  private String bar(Generation generation) {
    if (!hasEnd()) return "";
    int done = (int) (BAR * ((double) generation.number() / generations));
    return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] ";
  }

  private String describe(Generation generation) {
    String count = "generation " + generation.number() + (hasEnd() ? " of " + generations : "");
    if (generation.best() == Best.NONE) return count;
    return count + ", best " + rounded(generation.best().fitness());
  }

  private String remaining(Generation generation) {
    long left = generations - generation.number();
    if (!hasEnd() || left == 0) return ", " + duration(generation.seconds());
    return ", " + duration(generation.seconds() / generation.number() * left) + " left";
  }

  /** With six significant digits at most; with all it has where the powers of ten for that are no doubles. */
  private static String rounded(double fitness) {
    double magnitude = Math.abs(fitness);
    if (!(magnitude >= 1e-16 && magnitude < 1e22)) return Double.toString(fitness);
    double power = 1;
    while (magnitude * power < LEAST_OF_SIX_DIGITS) power *= 10;
    if (power > 1) return Double.toString(Math.rint(fitness * power) / power);
    while (magnitude / power >= 10 * LEAST_OF_SIX_DIGITS) power *= 10;
    return Double.toString(Math.rint(fitness / power) * power);
  }

  /** Seconds as people say them: 0.31 s, 12 s, 3 min 5 s, 2 h 10 min. */
  private static String duration(double seconds) {
    if (seconds < 1) return Math.rint(seconds * 100) / 100 + " s";
    if (seconds < 10) return Math.rint(seconds * 10) / 10 + " s";
    long whole = Math.round(seconds);
    if (whole < 60) return whole + " s";
    if (whole < 3600) return whole / 60 + " min " + whole % 60 + " s";
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
