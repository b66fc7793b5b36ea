package evox.launch.job;

import java.util.List;
import java.util.Optional;

/** Knows what has become of jobs by their ids, and can end them. */
public interface Overseer {

  /**
   * How a job stands.
   *
   * @throws IllegalStateException in the scheduler's words, if it can't be asked
   */
  Progress progress(String id, RunFolder folder);

  /** Asks it to end; it has ended once its progress says so. */
  void stop(String id);

  /** Brings what a process has said into the run's folder, where it does not write there itself. */
  default void collect(String id, RunFolder folder, int process) {}

  /** Exit codes of a job that has ended: those of its processes or the program's one, as far as they are known. */
  default List<String> exitCodes(String id, RunFolder folder) {
    return List.of();
  }

  /** The id of a trial's job, if whoever handed it over ended before noting that down. */
  default Optional<String> find(RunFolder folder) {
    return Optional.empty();
  }

  /** Takes away what is left of a job that has ended. */
  default void clear(String id) {}
}
