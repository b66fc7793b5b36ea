package evox.launch;

import evox.launch.job.RunFolder;
import java.util.List;

/** Ends a trial. */
final class StopJob implements Command {

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String purpose() {
    return "End a trial on all its hosts, and wait until it has ended.";
  }

  @Override
  public List<Option> options() {
    return RunOptions.ALL;
  }

  @Override
  public int run(Given given) {
    RunFolder run = RunOptions.run(given);
    StartedJob job = StartedJob.of(run, RunOptions.cluster(given));
    // What has ended, or is not known any more, may have given its number to another's.
    if (!job.progress().state().hasEnded()) {
      // Some keep what a process has said no longer than the process.
      job.collect();
      job.overseer().stop(job.id());
    }
    Following.quietlyToTheEnd(job);
    System.out.println(run.trial() + "  " + run.outcome().orElseThrow().progress());
    return 0;
  }
}
