package evox.launch.job;

/** A launcher that hands jobs to what runs them by itself. */
public interface Scheduler extends Launcher, Overseer {

  /**
   * Hands a job over.
   *
   * @return the id by which the scheduler knows it
   * @throws IllegalStateException in the scheduler's words, if it refuses
   */
  String submit(Job job, RunFolder folder);

  /** Its version, for the record. */
  String version();
}
