package evox.launch;

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
    return Following.toTheEnd(StartedJob.of(RunOptions.run(given), RunOptions.cluster(given)));
  }
}
