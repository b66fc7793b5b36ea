package evox.launch;

import evox.core.Monitor;
import evox.monitor.ConsoleMonitor;
import evox.monitor.CsvMonitor;
import evox.monitor.HistoryDigest;
import evox.monitor.NpyMonitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options that say what of a run is shown and kept. */
final class MonitorOptions {

  static final Option REPORT = Option.of("--report", "FOLDER", "write a report there, to be read in a browser");
  static final Option CSV = Option.of("--csv", "FILE", "write a table with a row a generation");
  static final Option NPY = Option.of("--npy", "FOLDER", "write fitness and best candidate as arrays for NumPy");

  private MonitorOptions() {}

  /** The monitors asked for, and the digest; quiet ones only where a program reads the output. */
  static Monitor[] of(Given given, HistoryDigest digest, boolean quiet) {
    List<Monitor> monitors = new ArrayList<>();
    monitors.add(digest);
    if (!quiet) monitors.add(new ConsoleMonitor());
    if (given.has(CSV.name())) monitors.add(new CsvMonitor(Path.of(given.text(CSV.name()))));
    if (given.has(NPY.name())) monitors.add(new NpyMonitor(Path.of(given.text(NPY.name()))));
    return monitors.toArray(new Monitor[0]);
  }
}
