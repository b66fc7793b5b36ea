package evox.launch;

import evox.core.Monitor;
import evox.monitor.ConsoleMonitor;
import evox.monitor.CsvMonitor;
import evox.monitor.HistoryDigest;
import evox.monitor.NpyMonitor;
import evox.monitor.ReportMonitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options that say what of a run is shown and kept. */
final class MonitorOptions {

  static final Option REPORT = Option.of("--report", "FILE", "write a report, an HTML page");
  static final Option CSV = Option.of("--csv", "FILE", "write a table with a row a generation");
  static final Option NPY = Option.of("--npy", "FOLDER", "write fitness and best candidate as arrays for NumPy");

  private MonitorOptions() {}

  /** The monitors asked for, and the digest; quiet ones only where a program reads the output. */
  static Monitor[] of(Given given, HistoryDigest digest, boolean quiet) {
    List<Monitor> monitors = new ArrayList<>();
    // First: what a digest needs takes the platform a while to find.
    if (!quiet) monitors.add(new ConsoleMonitor());
    monitors.add(digest);
    if (given.has(REPORT.name())) monitors.add(new ReportMonitor(Path.of(given.text(REPORT.name()))));
    if (given.has(CSV.name())) monitors.add(new CsvMonitor(Path.of(given.text(CSV.name()))));
    if (given.has(NPY.name())) monitors.add(new NpyMonitor(Path.of(given.text(NPY.name()))));
    return monitors.toArray(new Monitor[0]);
  }

  /** Where a reader finds what was asked for. */
  static String written(Given given) {
    StringBuilder text = new StringBuilder();
    for (Option option : List.of(REPORT, CSV, NPY)) {
      if (given.has(option.name())) SolutionText.line(text, option.name().substring(2), given.text(option.name()));
    }
    return text.toString();
  }
}
