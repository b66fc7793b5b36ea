package evox.launch;

import evox.launch.job.LogTail;
import evox.launch.job.RunFolder;
import java.util.ArrayList;
import java.util.List;

/** Shows what a trial's processes have said. */
final class Logs implements Command {

  private static final Option PROCESS = Option.of("--process", "K", "which; 0 by default");

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String purpose() {
    return "Show what a process of a trial has said so far.";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(RunOptions.ALL);
    options.add(PROCESS);
    return options;
  }

  @Override
  public int run(Given given) {
    RunFolder run = RunOptions.run(given);
    int process = given.count(PROCESS.name(), 0);
    if (process >= run.record().processes()) {
      throw new IllegalArgumentException("--process must be in [0, " + run.record().processes() + "), got --process="
          + process);
    }
    StartedJob.of(run, RunOptions.cluster(given)).collect(process);
    // What Slurm itself had to say comes first.
    new LogTail(run.log(), System.err).pass();
    new LogTail(run.err(process), System.err).pass();
    new LogTail(run.out(process), System.out).pass();
    return 0;
  }
}
