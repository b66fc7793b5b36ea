package evox.launch;

import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import java.util.List;

/** Waits for a trial. */
final class Wait implements Command {

  @Override
  public String name() {
    return "wait";
  }

  @Override
  public String purpose() {
    return "Follow a trial to its end and end as it did: 0 COMPLETED, 1 FAILED, 3 CANCELLED, 4 TIMEOUT, 5 NODE_FAIL, "
        + "6 OUT_OF_MEMORY, 7 PREEMPTED, 8 LOST.";
  }

  @Override
  public List<Option> options() {
    return RunOptions.ALL;
  }

  @Override
  public int run(Given given) {
    RunFolder run = RunOptions.run(given);
    RunRecord record = run.record();
    return Following.toTheEnd(Mode.of(record.mode(), record.mode()).overseer(RunOptions.cluster(given), record.id()),
        record.id(), run);
  }
}
