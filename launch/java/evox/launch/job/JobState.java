package evox.launch.job;

/** What has become of a job; each end has an exit code of its own. */
public enum JobState {
  PENDING(-1), RUNNING(-1), COMPLETED(0), FAILED(1), CANCELLED(3), TIMEOUT(4), NODE_FAIL(5), OUT_OF_MEMORY(6), PREEMPTED(7),
  /** Nobody knows any more. */
  LOST(8);

  private final int exitCode;

  JobState(int exitCode) {
    this.exitCode = exitCode;
  }

  public boolean hasEnded() {
    return exitCode >= 0;
  }

  /** Of whoever waited for the job. */
  public int exitCode() {
    if (!hasEnded()) throw new IllegalStateException("a job must have ended to have an exit code, got state=" + this);
    return exitCode;
  }
}
