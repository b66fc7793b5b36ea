package evox.launch;

import evox.launch.job.JobState;
import evox.launch.job.LogTail;
import evox.launch.job.Progress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Follows a job that runs elsewhere: says how it stands when that changes, and passes on what process 0 says. */
final class Following {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final StartedJob job;
  private final List<LogTail> tails;
  private Duration wait = SOONEST;
  private String said = "";

  private Following(StartedJob job, List<LogTail> tails) {
    this.job = job;
    this.tails = tails;
  }

  /**
   * Follows it to its end, and ends it if this process is asked to end before.
   *
   * @return the exit code of its state
   */
  static int untilItEnds(StartedJob job) {
    Thread end = new Thread(() -> job.overseer().stop(job.id()));
    Runtime.getRuntime().addShutdownHook(end);
    int code = toTheEnd(job);
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }

  /** Follows it to its end; the job does not depend on it. */
  static int toTheEnd(StartedJob job) {
    List<LogTail> tails = List.of(new LogTail(job.folder().out(0), System.out),
        new LogTail(job.folder().err(0), System.err));
    return new Following(job, tails).run().exitCode();
  }

  /** Without what it says. */
  static void quietlyToTheEnd(StartedJob job) {
    new Following(job, List.of()).run();
  }

  private JobState run() {
    while (true) {
      Progress progress = ask();
      if (!tails.isEmpty()) job.collect(0);
      tails.forEach(LogTail::pass);
      if (progress.state().hasEnded()) return progress.state();
      pause();
      wait = wait.multipliedBy(2).compareTo(LATEST) < 0 ? wait.multipliedBy(2) : LATEST;
    }
  }

  /** A scheduler that can't be asked now may be there again later: the job does not end with it. */
  private Progress ask() {
    Progress progress;
    try {
      progress = job.progress();
    } catch (IllegalStateException e) {
      progress = new Progress(JobState.RUNNING, e.getMessage(), "");
    }
    String line = progress.toString();
    if (!line.equals(said)) {
      System.err.println("job " + job.id() + ": " + line);
      wait = SOONEST;
    }
    said = line;
    return progress;
  }

  /** Until it is worth asking again: the job's own last word is a reason to ask at once. */
  private void pause() {
    boolean over = Files.exists(job.folder().exit());
    long until = System.nanoTime() + wait.toNanos();
    try {
      while (System.nanoTime() < until && Files.exists(job.folder().exit()) == over) {
        Thread.sleep(LOOK);
        tails.forEach(LogTail::pass);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a job must be waited for, got interrupted", e);
    }
    if (over != Files.exists(job.folder().exit())) wait = SOONEST.dividedBy(2);
  }
}
