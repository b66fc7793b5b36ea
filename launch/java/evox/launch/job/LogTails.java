package evox.launch.job;

import java.io.UncheckedIOException;
import java.util.List;

/** What a process of a job says, passed on to this one's outputs as it comes. */
public final class LogTails {

  private final List<LogTail> tails;
  private boolean told;

  private LogTails(LogTail... tails) {
    this.tails = List.of(tails);
  }

  /** With what whoever started it has to say of the job. */
  public static LogTails of(RunFolder folder, int process) {
    return new LogTails(new LogTail(folder.log(), System.err), new LogTail(folder.out(process), System.out),
        new LogTail(folder.err(process), System.err));
  }

  /** Of nobody. */
  public static LogTails none() {
    return new LogTails();
  }

  public boolean areNone() {
    return tails.isEmpty();
  }

  /** What can't be read now is passed on later: the job does not end with it. */
  public void pass() {
    try {
      tails.forEach(LogTail::pass);
      told = false;
    } catch (UncheckedIOException e) {
      if (!told) System.err.println("what a process says must be readable, got " + e.getMessage() + "; trying again until it is");
      told = true;
    }
  }
}
