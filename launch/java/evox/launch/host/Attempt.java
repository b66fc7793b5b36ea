package evox.launch.host;

import evox.launch.job.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The processes of a job as they were started once. */
final class Attempt {

  /** What ssh ends with where it did not get through, or lost the way. */
  static final int UNREACHED = 255;

  /** How long it may take to reach a host. */
  private static final Duration KILLING = Duration.ofSeconds(10);

  /** How long mpirun takes to end its processes: those that don't hear, it kills after a second. */
  private static final Duration MPIRUN = Duration.ofSeconds(3);

  private final List<ProcessPlan> plans;
  private final RunFolder folder;
  private final List<Process> processes = new ArrayList<>();
  private final Set<Integer> unreached = ConcurrentHashMap.newKeySet();

  private Attempt(List<ProcessPlan> plans, RunFolder folder) {
    this.plans = plans;
    this.folder = folder;
  }

  /** Starts them. Each holds the other end of a pipe, and ends when that closes with its launcher. */
  static Attempt start(List<ProcessPlan> plans, RunFolder folder) {
    Attempt attempt = new Attempt(plans, folder);
    try {
      for (int id = 0; id < plans.size(); id++) attempt.processes.add(attempt.start(id));
      return attempt;
    } catch (IllegalStateException e) {
      for (Process process : attempt.processes) process.destroyForcibly().onExit().join();
      throw e;
    }
  }

  private Process start(int id) {
    ProcessBuilder builder = new ProcessBuilder(plans.get(id).command())
        .redirectOutput(Redirect.appendTo(folder.out(id).toFile()))
        .redirectError(Redirect.appendTo(folder.err(id).toFile()));
    builder.environment().putAll(plans.get(id).environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("the processes must start, got " + e.getMessage(), e);
    }
  }

  /** Starts one again that has ended. */
  void startAgain(int id) {
    processes.set(id, start(id));
  }

  boolean hasEnded() {
    return processes.stream().noneMatch(Process::isAlive);
  }

  boolean hasFailed() {
    return !failed().isEmpty();
  }

  /** The numbers of those that have ended badly. */
  List<Integer> failed() {
    return IntStream.range(0, processes.size()).boxed()
        .filter(id -> !processes.get(id).isAlive() && processes.get(id).exitValue() != 0).toList();
  }

  /** Waits until all have ended, or so long. */
  void await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (Process process : processes) process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a launcher must wait for its processes, got interrupted", e);
    }
  }

  /** Asks them to end, waits so long, kills those that are left and what these have started, on their hosts too. */
  void stop(Duration grace) {
    for (int id = 0; id < plans.size(); id++) {
      ask(processes.get(id));
      if (plans.get(id).hears() == ProcessPlan.Ear.SIGNAL) processes.get(id).destroy();
    }
    await(grace);
    if (plans.stream().anyMatch(plan -> plan.hears() == ProcessPlan.Ear.MPIRUN) && !hasEnded()) {
      processes.forEach(Process::destroy);
      await(MPIRUN);
    }
    Map<Integer, Process> killers = new TreeMap<>();
    for (int id = 0; id < plans.size(); id++) {
      if (processes.get(id).isAlive() && !plans.get(id).kill().isEmpty()) killers.put(id, killer(plans.get(id)));
    }
    killers.forEach((id, killer) -> {
      killer.onExit().completeOnTimeout(killer, KILLING.toMillis(), TimeUnit.MILLISECONDS).join();
      // Processes of a host that does not answer have gone with it, or will see that they have lost the others.
      if (killer.isAlive() || killer.exitValue() == UNREACHED) unreached.add(id);
      killer.destroyForcibly();
    });
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }

  /** By a word and an end: one that only sees the end knows that its launcher has gone. */
  private static void ask(Process process) {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write('\n');
    } catch (IOException e) {
      // It has ended, or was asked before.
    }
  }

  private static Process killer(ProcessPlan plan) {
    try {
      return new ProcessBuilder(plan.kill()).inheritIO().start();
    } catch (IOException e) {
      throw new IllegalStateException("a process must be killed on its host, got host=" + plan.host() + ": "
          + e.getMessage(), e);
    }
  }

  /** Of those that have ended; -1 for the others, and {@link #UNREACHED} where a host does not answer. */
  List<Integer> codes() {
    List<Integer> codes = new ArrayList<>();
    for (int id = 0; id < processes.size(); id++) {
      Process process = processes.get(id);
      codes.add(unreached.contains(id) ? UNREACHED : process.isAlive() ? -1 : process.exitValue());
    }
    return codes;
  }
}
