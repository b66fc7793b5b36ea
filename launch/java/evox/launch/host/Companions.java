package evox.launch.host;

import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.LogTails;
import evox.launch.job.Outcome;
import evox.launch.job.RunFolder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sees a job through on processes of its launcher's own: starts them, starts them again, ends them. */
public final class Companions {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Companion launcher;
  private final Job job;
  private final RunFolder folder;
  private final Duration deadline;
  private final LogTails tails;
  private Attempt attempt;

  /** Of the attempt. */
  private int processes;
  private int number;
  private boolean stopped;

  /**
   * @param deadline within which the processes of a world end by themselves after one was lost
   */
  public Companions(Companion launcher, Job job, RunFolder folder, Duration deadline) {
    this.launcher = launcher;
    this.job = job;
    this.folder = folder;
    this.deadline = deadline;
    this.tails = LogTails.of(folder, 0);
  }

  /** Runs the job to its end and notes it down. */
  public Outcome run() throws InterruptedException {
    try {
      return toTheEnd();
    } catch (RuntimeException | InterruptedException e) {
      // Nobody would end them any more.
      Attempt running = running();
      if (running != null) running.stop(job.supervision().grace());
      throw e;
    }
  }

  private Outcome toTheEnd() throws InterruptedException {
    List<String> hosts = job.placement().allocation().hosts().hosts();
    int processes = job.processes();
    for (int restart = 0;; restart++) {
      List<Integer> codes = attempt(hosts, processes, restart);
      if (isStopped()) return end(JobState.CANCELLED, "", codes);
      if (codes.stream().allMatch(code -> code == 0)) return end(JobState.COMPLETED, "", codes);
      if (!job.isOneWorld()) return end(JobState.FAILED, failure(codes), codes);
      List<String> left = reached(hosts, codes);
      int possible = job.supervision().minimum() == 0 ? processes : share(left.size(), hosts.size(), processes);
      if (restart == job.supervision().restarts() || possible < Math.max(1, job.supervision().minimum())) {
        return end(JobState.FAILED, failure(codes), codes);
      }
      if (job.supervision().minimum() > 0) hosts = left;
      processes = possible;
      Duration wait = job.supervision().before(restart);
      System.err.println("the processes must all end well, got " + failure(codes) + "; restart " + (restart + 1) + " of "
          + job.supervision().restarts() + " with " + processes + " processes in " + wait.toMillis() / 1000.0 + " s");
      Thread.sleep(wait);
    }
  }

  private static int share(int left, int hosts, int processes) {
    return hosts == 0 ? processes : (int) ((long) processes * left / hosts);
  }

  private List<Integer> attempt(List<String> hosts, int processes, int number) throws InterruptedException {
    Attempt started = start(hosts, processes, number);
    if (started == null) return List.of();
    if (job.isOneWorld()) seeThrough(started, number);
    else seeEachThrough(started);
    tails.pass();
    return started.codes();
  }

  /** Or null, if the job has been asked to end. */
  private synchronized Attempt start(List<String> hosts, int processes, int number) {
    if (stopped) return null;
    try {
      launcher.prepare(job, folder, hosts, processes, number);
      attempt = Attempt.start(launcher.plan(job, folder, hosts, processes, number), folder);
      this.processes = processes;
      this.number = number;
      return attempt;
    } catch (IllegalStateException | UncheckedIOException e) {
      // What could not be started has not been: its name is free for another try.
      if (number == 0) folder.discard();
      else end(JobState.FAILED, e.getMessage(), List.of());
      throw e;
    }
  }

  /** Those that form a world end with any of them, by themselves or else by force. */
  private void seeThrough(Attempt started, int number) {
    long failed = 0;
    while (!started.hasEnded()) {
      look(started);
      if (failed == 0 && (started.hasFailed() || launcher.hasFailed(folder, number))) failed = System.nanoTime();
      if (failed != 0 && System.nanoTime() - failed > deadline.toNanos()) started.stop(job.supervision().grace());
    }
  }

  /** Those that join a pool go on without one another. */
  private void seeEachThrough(Attempt started) throws InterruptedException {
    Respawn respawn = new Respawn(started, job.supervision());
    while (respawns(respawn) || !started.hasEnded()) {
      if (started.hasEnded()) Thread.sleep(LOOK);
      else look(started);
    }
  }

  /** Whether some are still to be started: none is once the job is asked to end. */
  private synchronized boolean respawns(Respawn respawn) {
    return !stopped && respawn.pass();
  }

  private void look(Attempt started) {
    started.await(LOOK);
    tails.pass();
  }

  /** The hosts that remote shells have got through to. */
  private static List<String> reached(List<String> hosts, List<Integer> codes) {
    List<String> left = new ArrayList<>(hosts);
    for (int id = 0; id < codes.size(); id++) {
      boolean lost = codes.get(id) == Attempt.UNREACHED && !hosts.isEmpty();
      if (lost) left.remove(hosts.get((int) ((long) id * hosts.size() / codes.size())));
    }
    return left;
  }

  private String failure(List<Integer> codes) {
    // Of all that end, one that was killed or unreachable tells more than those that ended for it.
    int worst = 0;
    for (int id = 0; id < codes.size(); id++) if (codes.get(id) > codes.get(worst)) worst = id;
    return "exit code " + codes.get(worst) + " of process " + worst + ", see " + folder.err(worst);
  }

  private Outcome end(JobState state, String reason, List<Integer> codes) {
    Outcome outcome = new Outcome(state, reason, ofProcesses(codes), Instant.now());
    try {
      folder.end(outcome);
    } catch (UncheckedIOException e) {
      System.err.println("how a job ends must be noted down, got state=" + state + " and " + e.getMessage());
    }
    return outcome;
  }

  private synchronized List<String> ofProcesses(List<Integer> codes) {
    return codes.isEmpty() ? List.of() : launcher.exitCodes(folder, processes, number, codes);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized Attempt running() {
    return attempt;
  }

  /** Ends it, from any thread: asks, waits, kills. */
  public void stop() {
    Attempt running;
    synchronized (this) {
      stopped = true;
      running = attempt;
    }
    if (running == null) return;
    running.stop(job.supervision().grace());
    end(JobState.CANCELLED, "", running.codes());
  }
}
