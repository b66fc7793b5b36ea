package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.word.ShellWords;
import java.util.List;

/** Tells how trials stand. */
final class Status implements Command {

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String purpose() {
    return "Tell how your trials stand: all, or one in full.";
  }

  @Override
  public List<Option> options() {
    return RunOptions.ALL;
  }

  @Override
  public int run(Given given) {
    ClusterSpec cluster = RunOptions.cluster(given);
    if (given.has(RunOptions.TRIAL.name())) full(RunOptions.run(given), cluster);
    else for (RunFolder run : RunOptions.runs(given)) System.out.println(run.trial() + "  " + state(run, cluster));
    return 0;
  }

  private static String state(RunFolder run, ClusterSpec cluster) {
    RunRecord record = run.record();
    try {
      StartedJob job = StartedJob.of(run, cluster);
      return record.mode() + " " + job.id() + "  " + job.progress();
    } catch (IllegalStateException e) {
      return record.mode() + " " + record.id() + "  unknown: " + e.getMessage();
    }
  }

  private static void full(RunFolder run, ClusterSpec cluster) {
    RunRecord record = run.record();
    line("state", state(run, cluster));
    line("command", ShellWords.line(record.command()));
    line("processes", Integer.toString(record.processes()));
    if (!record.seed().isEmpty()) line("seed", record.seed());
    line("cluster", record.cluster());
    record.versions().forEach(Status::line);
    line("begun", record.begun().toString());
    run.outcome().ifPresent(outcome -> {
      line("ended", outcome.ended().toString());
      line("exit codes", String.join(" ", outcome.exitCodes()));
    });
    line("folder", run.logs().toString());
  }

  private static void line(String what, String is) {
    System.out.printf("%-12s%s%n", what, is);
  }
}
