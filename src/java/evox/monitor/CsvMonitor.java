package evox.monitor;

import evox.array.Matrix;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Run;
import evox.report.OutputFile;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Writes a CSV file with one row a generation: {@code generation,evaluations,seconds}; with one objective
 * {@code best} (so far), {@code minimum,mean,maximum} (of the generation); with m objectives
 * {@code minimum_1,mean_1,maximum_1} to {@code maximum_m}. NaN fitness counts in none of them. All digits are written.
 *
 * <p>The file appears when the run ends; of a run that breaks, the rows so far stay in a file ending in {@code .part}.
 */
public final class CsvMonitor implements Monitor {

  private final Path path;
  private OutputFile file;
  private int objectives;

  /** A monitor that writes to this path; that it can is checked before the first generation. */
  public CsvMonitor(Path path) {
    this.path = path;
  }

  @Override
  public void start(Run run) {
    objectives = run.problem().objectives();
    file = OutputFile.create(path);
    StringJoiner row = new StringJoiner(",", "", "\n").add("generation").add("evaluations").add("seconds");
    if (objectives == 1) {
      row.add("best").add("minimum").add("mean").add("maximum");
    } else {
      for (int j = 1; j <= objectives; j++) row.add("minimum_" + j).add("mean_" + j).add("maximum_" + j);
    }
    file.append(row.toString());
  }

  @Override
  public void generation(Generation generation) {
    StringJoiner row = new StringJoiner(",", "", "\n")
        .add(Long.toString(generation.number()))
        .add(Long.toString(generation.evaluations()))
        .add(Double.toString(generation.seconds()));
    if (objectives == 1) row.add(Double.toString(generation.best().fitness()));
    for (int j = 0; j < objectives; j++) addColumn(row, generation.fitness(), j);
    file.append(row.toString());
  }

  private static void addColumn(StringJoiner row, Matrix fitness, int j) {
    double minimum = Double.NaN;
    double maximum = Double.NaN;
    double sum = 0;
    long count = 0;
    for (long i = 0; i < fitness.rows(); i++) {
      double f = fitness.get(i, j);
      if (Double.isNaN(f)) continue;
      minimum = f >= minimum ? minimum : f;
      maximum = f <= maximum ? maximum : f;
      sum += f;
      count++;
    }
    row.add(Double.toString(minimum)).add(Double.toString(sum / count)).add(Double.toString(maximum));
  }

  @Override
  public void end(Generation last) {
    file.finish();
  }
}
