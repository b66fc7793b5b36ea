package evox.launch;

import evox.launch.job.JobState;
import evox.launch.job.LogTail;
import evox.launch.job.Outcome;
import evox.launch.job.Overseer;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Follows a job that runs elsewhere: says how it stands when that changes, and passes on what process 0 says. */
final class Following {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Overseer overseer;
  private final String id;
  private final RunFolder folder;
  private final List<LogTail> tails;
  private Duration wait = SOONEST;
  private String said = "";

  private Following(Overseer overseer, String id, RunFolder folder, List<LogTail> tails) {
    this.overseer = overseer;
    this.id = id;
    this.folder = folder;
    this.tails = tails;
  }

  /**
   * Follows it to its end, and ends it if this process is asked to end before.
   *
   * @return the exit code of its state
   */
  static int untilItEnds(Overseer overseer, String id, RunFolder folder) {
    Thread end = new Thread(() -> overseer.stop(id));
    Runtime.getRuntime().addShutdownHook(end);
    int code = toTheEnd(overseer, id, folder);
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }

  /** Follows it to its end; the job does not depend on it. */
  static int toTheEnd(Overseer overseer, String id, RunFolder folder) {
    List<LogTail> tails = List.of(new LogTail(folder.out(0), System.out), new LogTail(folder.err(0), System.err));
    return new Following(overseer, id, folder, tails).run().exitCode();
  }

  /** Without what it says. */
  static void quietlyToTheEnd(Overseer overseer, String id, RunFolder folder) {
    new Following(overseer, id, folder, List.of()).run();
  }

  /** How a job stands, and keeps that if it is the end. */
  static Progress progress(Overseer overseer, String id, RunFolder folder) {
    if (folder.outcome().isPresent()) return folder.outcome().get().progress();
    Progress progress = overseer.progress(id, folder);
    if (progress.state().hasEnded()) {
      for (int process = 0; process < folder.record().processes(); process++) overseer.collect(id, folder, process);
      overseer.clear(id);
      folder.end(new Outcome(progress.state(), progress.reason(), codes(folder), Instant.now()));
    }
    return progress;
  }

  private static List<String> codes(RunFolder folder) {
    try {
      return Files.exists(folder.exit()) ? List.of(Files.readString(folder.exit()).strip()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobState run() {
    while (true) {
      Progress progress = ask();
      if (!tails.isEmpty()) overseer.collect(id, folder, 0);
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
      progress = progress(overseer, id, folder);
    } catch (IllegalStateException e) {
      progress = new Progress(JobState.RUNNING, e.getMessage(), "");
    }
    String line = progress.toString();
    if (!line.equals(said)) {
      System.err.println("job " + id + ": " + line);
      wait = SOONEST;
    }
    said = line;
    return progress;
  }

  /** Until it is worth asking again: the job's own last word is a reason to ask at once. */
  private void pause() {
    boolean over = Files.exists(folder.exit());
    long until = System.nanoTime() + wait.toNanos();
    try {
      while (System.nanoTime() < until && Files.exists(folder.exit()) == over) {
        Thread.sleep(LOOK);
        tails.forEach(LogTail::pass);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a job must be waited for, got interrupted", e);
    }
    if (over != Files.exists(folder.exit())) wait = SOONEST.dividedBy(2);
  }
}
