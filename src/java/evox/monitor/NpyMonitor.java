package evox.monitor;

import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Run;
import evox.report.NpyFile;
import java.nio.file.Path;

/**
 * Writes the history of a run to a folder as arrays that NumPy opens, G generations long:
 * <ul>
 *   <li>{@code fitness.npy}: G x n, or G x n x m for several objectives;
 *   <li>{@code best.npy}: G, the best fitness so far; for one objective;
 *   <li>{@code best_candidate.npy}: d, the best candidate of the run; for one objective;
 *   <li>{@code candidates.npy}: G x n x d, if asked for.
 * </ul>
 * The files appear when the run ends.
 */
public final class NpyMonitor implements Monitor {

  private final Path folder;
  private final boolean withCandidates;
  private NpyFile fitness;
  private NpyFile best;
  private NpyFile candidates;

  /** A monitor that writes the fitness. */
  public NpyMonitor(Path folder) {
    this(folder, false);
  }

  private NpyMonitor(Path folder, boolean withCandidates) {
    this.folder = folder;
    this.withCandidates = withCandidates;
  }

  /** The same, and the candidates too: n x d x 8 bytes a generation. */
  public NpyMonitor withCandidates() {
    return new NpyMonitor(folder, true);
  }

  @Override
  public boolean needsCandidates() {
    return withCandidates;
  }

  @Override
  public void start(Run run) {
    long n = run.algorithm().population(run.problem().dimension());
    int m = run.problem().objectives();
    fitness = m == 1 ? NpyFile.create(folder.resolve("fitness.npy"), n)
        : NpyFile.create(folder.resolve("fitness.npy"), n, m);
    if (m == 1) best = NpyFile.create(folder.resolve("best.npy"));
    if (withCandidates) candidates = NpyFile.create(folder.resolve("candidates.npy"), n, run.problem().dimension());
  }

  @Override
  public void generation(Generation generation) {
    fitness.append(generation.fitness());
    if (best != null) best.append(generation.best().fitness());
    if (candidates != null) candidates.append(generation.candidates());
  }

  @Override
  public void end(Generation last) {
    fitness.finish();
    if (candidates != null) candidates.finish();
    if (best == null) return;
    best.finish();
    NpyFile.write(folder.resolve("best_candidate.npy"), last.best().candidate());
  }
}
