package evox.launch.job;

/** A launcher that hands jobs to what runs them by itself. */
public interface Scheduler extends Launcher, Overseer {

  /** The id that a job will have, where that is known before it is handed over; else nothing. */
  default String foreseenId(Job job, RunFolder folder) {
    return "";
  }

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
