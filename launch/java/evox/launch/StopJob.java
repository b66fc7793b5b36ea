package evox.launch;

import evox.launch.job.Overseer;
import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
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
    RunRecord record = run.record();
    Overseer overseer = Mode.of(record.mode(), record.mode()).overseer(RunOptions.cluster(given), record.id());
    if (run.outcome().isEmpty()) {
      // Some keep what a process has said no longer than the process.
      for (int process = 0; process < record.processes(); process++) overseer.collect(record.id(), run, process);
      overseer.stop(record.id());
    }
    Following.quietlyToTheEnd(overseer, record.id(), run);
    System.out.println(run.trial() + "  " + run.outcome().orElseThrow().progress());
    return 0;
  }
}
