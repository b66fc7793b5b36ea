package evox.launch;

import evox.launch.job.Scheduler;
import java.util.List;

/** Hands a job to a scheduler and leaves it there. */
final class Submit implements Command {

  @Override
  public String name() {
    return "submit";
  }

  @Override
  public String purpose() {
    return "Hand a command to the cluster's scheduler; status, logs, wait and stop then tell of it.";
  }

  @Override
  public List<Option> options() {
    return LaunchOptions.ALL;
  }

  @Override
  public List<String> parameters() {
    return List.of("COMMAND", "WORDS");
  }

  @Override
  public int run(Given given) {
    Submission submission = Submission.of(given);
    if (given.has(LaunchOptions.DRY_RUN.name())) {
      System.out.print(submission.text());
      return 0;
    }
    if (!(submission.launcher() instanceof Scheduler)) {
      throw new IllegalArgumentException("a job must be handed to a scheduler, got mode=" + submission.mode().word()
          + "; use launch");
    }
    submission = submission.begun();
    String id = submission.submit();
    System.err.println(submission.folder().trial() + " is " + submission.mode().word() + " job " + id + ", its folder "
        + submission.folder().logs());
    System.out.println(id);
    return 0;
  }
}
