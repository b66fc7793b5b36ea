package evox.launch.job;

/**
 * How a job stands.
 *
 * @param reason why it waits or how it ended, in the words of what runs it; may be empty
 * @param hosts where it runs; may be empty
 */
public record Progress(JobState state, String reason, String hosts) {

  @Override
  public String toString() {
    return state + (reason.isEmpty() ? "" : " (" + reason + ")") + (hosts.isEmpty() ? "" : " on " + hosts);
  }
}
