package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.Outcome;
import evox.launch.job.Overseer;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import java.time.Instant;
import java.util.List;

/** A job that was started, and who knows what has become of it. */
record StartedJob(Overseer overseer, String id, RunFolder folder) {

  /**
   * A trial's.
   *
   * @throws IllegalStateException if it was never handed over, or that can't be told
   */
  static StartedJob of(RunFolder folder, ClusterSpec cluster) {
    RunRecord record = folder.record();
    Mode mode = Mode.of(record.mode(), record.mode());
    Overseer overseer = mode.overseer(cluster, record.id());
    if (!record.id().isEmpty()) return new StartedJob(overseer, record.id(), folder);
    String id = overseer.find(folder).orElseThrow(() -> new IllegalStateException("a trial must have been handed over, got "
        + folder.trial() + ", of which " + mode.word() + " knows no job"));
    folder.record(record.withId(id));
    return new StartedJob(overseer, id, folder);
  }

  /** How it stands; the end is kept, with what it has said and left. */
  Progress progress() {
    if (folder.outcome().isPresent()) return folder.outcome().get().progress();
    Progress progress = overseer.progress(id, folder);
    if (progress.state().hasEnded()) {
      collect();
      List<String> codes = overseer.exitCodes(id, folder);
      // Noted down first: of what has been cleared away nobody could tell how it ended.
      folder.end(new Outcome(progress.state(), progress.reason(), codes, Instant.now()));
      overseer.clear(id);
    }
    return progress;
  }

  /** Brings what all of its processes have said into its folder. */
  void collect() {
    for (int process = 0; process < folder.record().processes(); process++) collect(process);
  }

  /** Brings what a process has said into its folder. */
  void collect(int process) {
    overseer.collect(id, folder, process);
  }
}
