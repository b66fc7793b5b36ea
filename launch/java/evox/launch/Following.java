package evox.launch;

import evox.launch.job.JobState;
import evox.launch.job.LogTails;
import evox.launch.job.Progress;
import evox.world.AtEnd;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** Follows a job that runs elsewhere: says how it stands when that changes, and passes on what process 0 says. */
final class Following {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** How late what a process says may be, where it has to be asked for. */
  private static final Duration OUTPUT = Duration.ofSeconds(5);

  private final StartedJob job;
  private final LogTails tails;
  private Duration wait = SOONEST;
  private long collected;
  private String said = "";

  private Following(StartedJob job, LogTails tails) {
    this.job = job;
    this.tails = tails;
  }

  /**
   * Follows it to its end, and ends it if this process is asked to end before.
   *
   * @return the exit code of its state
   */
  static int untilItEnds(StartedJob job) {
    try (AtEnd _ = AtEnd.of(() -> job.overseer().stop(job.id()))) {
      return toTheEnd(job);
    }
  }

  /** Follows it to its end; the job does not depend on it. */
  static int toTheEnd(StartedJob job) {
    return new Following(job, LogTails.of(job.folder(), 0)).run().exitCode();
  }

  /** Without what it says. */
  static void quietlyToTheEnd(StartedJob job) {
    new Following(job, LogTails.none()).run();
  }

  private JobState run() {
    while (true) {
      Progress progress = ask();
      // What has ended has had all of it brought already.
      if (!progress.state().hasEnded()) collect();
      tails.pass();
      if (progress.state().hasEnded()) return progress.state();
      pause();
      wait = wait.multipliedBy(2).compareTo(LATEST) < 0 ? wait.multipliedBy(2) : LATEST;
    }
  }

  /** A scheduler that can't be asked now, or a disk that is full, may do later: the job does not end with it. */
  private Progress ask() {
    Progress progress;
    try {
      progress = job.progress();
    } catch (IllegalStateException | UncheckedIOException e) {
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

  /** Some keep what a process says to themselves, and whoever watches wants to see it soon. */
  private void collect() {
    collected = System.nanoTime();
    try {
      if (!tails.areNone()) job.collect(0);
    } catch (IllegalStateException e) {
      // Asked again in a moment; if that does not help, neither can it be told how the job stands, and that is said.
    }
  }

  /** Until it is worth asking again: the job's own last word is a reason to ask at once. */
  private void pause() {
    boolean over = Files.exists(job.folder().exit());
    long until = System.nanoTime() + wait.toNanos();
    try {
      while (System.nanoTime() < until && Files.exists(job.folder().exit()) == over) {
        Thread.sleep(LOOK);
        if (System.nanoTime() - collected > OUTPUT.toNanos()) collect();
        tails.pass();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a job must be waited for, got interrupted", e);
    }
    if (over != Files.exists(job.folder().exit())) wait = SOONEST.dividedBy(2);
  }
}
