package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.RunFolder;
import evox.launch.job.Trial;
import evox.launch.word.Names;
import java.util.List;

/** The options that say which trial of which cluster. */
final class RunOptions {

  static final Option CLUSTER = Option.of("--cluster", "FILE", "cluster file; the one that CLUSTER_SPEC_PATH names by "
      + "default, else this machine");
  static final Option TRIAL = Option.of("--trial", "EXPERIMENT/TRIAL", "which; the one begun last by default");

  static final List<Option> ALL = List.of(CLUSTER, TRIAL);

  private RunOptions() {}

  static ClusterSpec cluster(Given given) {
    return ClusterSpec.find(given.text(CLUSTER.name()), System.getenv());
  }

  static String user() {
    return Trial.user(System.getProperty("user.name"));
  }

  /** All of the user's, the latest last. */
  static List<RunFolder> runs(Given given) {
    return RunFolder.of(cluster(given).fileroot(), user());
  }

  /** The one that is meant. */
  static RunFolder run(Given given) {
    List<RunFolder> runs = runs(given);
    String wanted = given.text(TRIAL.name());
    if (wanted == null && !runs.isEmpty()) return runs.getLast();
    Trial trial = wanted == null ? null : Trial.parse(user(), wanted);
    List<String> names = runs.stream().map(run -> run.trial().toString()).toList();
    for (RunFolder run : runs) {
      if (run.trial().equals(trial)) return run;
    }
    throw new IllegalArgumentException("a trial must have been begun below " + cluster(given).fileroot() + ", got "
        + (wanted == null ? "none" : wanted + Names.suggestion(wanted, names)));
  }
}
