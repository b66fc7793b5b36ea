package evox.launch.host;

import evox.launch.job.Job;
import evox.launch.job.Launcher;
import evox.launch.job.RunFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A launcher that stays with its processes until they have ended. */
public sealed interface Companion extends Launcher permits Local, Ssh, Mpi {

  /**
   * What it starts.
   *
   * @param hosts where, in their order; empty for this machine
   * @param processes how many there are in all
   * @param attempt counts from 0; nothing of one attempt is in the way of the next
   */
  List<ProcessPlan> plan(Job job, RunFolder folder, List<String> hosts, int processes, int attempt);

  /** Writes what the processes of an attempt, or what starts them, find in the run's folder. */
  default void prepare(Job job, RunFolder folder, List<String> hosts, int processes, int attempt) {}

  /** Whether a process of an attempt has ended badly that this machine does not see. */
  default boolean hasFailed(RunFolder folder, int attempt) {
    return false;
  }

  /**
   * What the processes of an attempt ended with, as far as that is known.
   *
   * @param codes of what was started here
   */
  default List<String> exitCodes(RunFolder folder, int processes, int attempt, List<Integer> codes) {
    return codes.stream().map(String::valueOf).toList();
  }

  @Override
  default String text(Job job, RunFolder folder) {
    return plan(job, folder, job.placement().allocation().hosts().hosts(), job.processes(), 0).stream()
        .map(plan -> plan.line() + "\n").collect(Collectors.joining());
  }

  /** What every process of a job is told, however it is started, and what the job itself has for it. */
  static Map<String, String> environment(Job job, RunFolder folder) {
    Map<String, String> environment = new HashMap<>(job.environment());
    environment.putAll(told(job, folder));
    return environment;
  }

  /** The same without what the job itself has. */
  static Map<String, String> told(Job job, RunFolder folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("EVOX_TOKEN_FILE", folder.token().toString());
    environment.put("EVOX_CHECKPOINTS", folder.checkpoints().toString());
    environment.put("EVOX_GRACE", Double.toString(job.supervision().grace().toMillis() / 1000.0));
    List<Integer> gpus = job.placement().allocation().gpus();
    if (!gpus.isEmpty()) {
      environment.put("CUDA_VISIBLE_DEVICES", gpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return environment;
  }
}
