package evox.launch.slurm;

import evox.launch.job.JobState;
import java.util.Map;

/** What Slurm's states mean for who waits. */
final class SlurmStates {

  private static final Map<String, JobState> STATES = Map.ofEntries(
      Map.entry("BOOT_FAIL", JobState.NODE_FAIL),
      Map.entry("CANCELLED", JobState.CANCELLED),
      Map.entry("COMPLETED", JobState.COMPLETED),
      Map.entry("COMPLETING", JobState.RUNNING),
      Map.entry("CONFIGURING", JobState.PENDING),
      Map.entry("DEADLINE", JobState.TIMEOUT),
      Map.entry("FAILED", JobState.FAILED),
      Map.entry("LAUNCH_FAILED", JobState.FAILED),
      Map.entry("NODE_FAIL", JobState.NODE_FAIL),
      Map.entry("OUT_OF_MEMORY", JobState.OUT_OF_MEMORY),
      Map.entry("PENDING", JobState.PENDING),
      Map.entry("POWER_UP_NODE", JobState.PENDING),
      Map.entry("PREEMPTED", JobState.PREEMPTED),
      Map.entry("RECONFIG_FAIL", JobState.NODE_FAIL),
      Map.entry("REQUEUED", JobState.PENDING),
      Map.entry("REQUEUE_FED", JobState.PENDING),
      Map.entry("REQUEUE_HOLD", JobState.PENDING),
      Map.entry("RESIZING", JobState.RUNNING),
      Map.entry("RESV_DEL_HOLD", JobState.PENDING),
      Map.entry("REVOKED", JobState.CANCELLED),
      Map.entry("RUNNING", JobState.RUNNING),
      Map.entry("SIGNALING", JobState.RUNNING),
      Map.entry("SPECIAL_EXIT", JobState.PENDING),
      Map.entry("STAGE_OUT", JobState.RUNNING),
      Map.entry("STOPPED", JobState.RUNNING),
      Map.entry("SUSPENDED", JobState.RUNNING),
      Map.entry("TIMEOUT", JobState.TIMEOUT));

  private SlurmStates() {}

  /**
   * Of a state as squeue and sacct write it, which may say {@code CANCELLED by 1000}. One that a later Slurm has and this
   * does not know is no end.
   */
  static JobState of(String word) {
    return STATES.getOrDefault(word.strip().split("[ +]")[0], JobState.RUNNING);
  }
}
