package evox.launch;

import evox.launch.host.Companion;
import evox.launch.host.Companions;
import evox.launch.job.Outcome;
import evox.world.AtEnd;
import java.util.List;

/** Starts a job and sees it through. */
final class Launch implements Command {

  @Override
  public String name() {
    return "launch";
  }

  @Override
  public String purpose() {
    return "Run a command as --processes N of a cluster, show what it says and end with it.";
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
    submission = submission.begun();
    String id = submission.submit();
    System.err.println(submission.folder().trial() + " is " + submission.mode().word() + " " + id + ", its folder "
        + submission.folder().logs());
    return submission.launcher() instanceof Companion companion ? stay(companion, submission)
        : Following.untilItEnds(StartedJob.of(submission.folder(), submission.cluster()));
  }

  private static int stay(Companion companion, Submission submission) {
    Companions companions = new Companions(companion, submission.job(), submission.folder(), submission.settings().deadline());
    try (AtEnd _ = AtEnd.of(companions::stop)) {
      Outcome outcome = companions.run();
      if (!outcome.reason().isEmpty()) System.err.println("the processes must all end well, got " + outcome.reason());
      return outcome.state().exitCode();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a launcher must wait for its processes, got interrupted", e);
    }
  }
}
